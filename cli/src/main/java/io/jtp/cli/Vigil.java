package io.jtp.cli;

import io.jtp.launch.DestinationJvm;
import io.jtp.launch.LaunchException;
import io.jtp.launch.StdioBridge;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stays with a program that runs at the destination until it ends: joins its standard streams, hands its exit code on, and sees to it
 * that it ends when its source process or this process is ended by a signal.
 */
final class Vigil {
    private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);

    /** How long the program may take to end after SIGTERM, before it is killed. */
    private static final int SHUTDOWN_LIMIT_SECONDS = 10;

    private final Remains remains;
    private final DestinationJvm jvm;
    private final Shipment shipment;
    private final TeleportObserver observer;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean begun;
    private volatile boolean ended;
    private volatile boolean sourceLost;

    Vigil(Remains remains, DestinationJvm jvm, Shipment shipment, TeleportObserver observer) {
        this.remains = remains;
        this.jvm = jvm;
        this.shipment = shipment;
        this.observer = observer;
    }

    /** {@return the program's exit code} */
    int keep() throws LaunchException, IOException, InterruptedException {
        begun = true;
        try {
            Thread watch = new Thread(this::watchSource, "jtp source");
            watch.setDaemon(true);
            watch.start();
            int exitCode = StdioBridge.run(jvm, remains.stdio());
            ended = true;
            // before anybody is told of its end, who may look at what it wrote
            shipment.bringBack();
            if (!sourceLost) {
                remains.end(exitCode);
            }
            return exitCode;
        } finally {
            over.countDown();
        }
    }

    private void watchSource() {
        try {
            if (remains.awaitLoss() && !ended) {
                sourceLost = true;
                observer.sourceEnded();
                jvm.terminate();
            }
        } catch (IOException | LaunchException e) {
            LOG.warn("the source process or its program cannot be watched any more: {}", e.getMessage());
        }
    }

    /** Nothing is known, or wanted, of the program any more: if it runs, it is told to end, and gets some time for it. */
    void breakOff() throws LaunchException, IOException, InterruptedException {
        try {
            if (begun && over.getCount() > 0) {
                jvm.terminate();
                over.await(SHUTDOWN_LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            remains.abandon();
        }
    }
}
