package io.jtp.cli;

import io.jtp.launch.DestinationAddress;
import io.jtp.launch.LaunchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A destination that a command of the user's provides, such as an instance in a cloud or a node of a batch system, and that another one gives back
 * when the program has ended, or could not be moved. Both are lines for {@code /bin/sh}.
 *
 * <p>The first prints the destination, as it would stand after {@code --to}, in its last line. The second has that in {@value #DESTINATION}, and all that the first
 * has printed in {@value #PROVISIONED}. It is run also if the first fails, which can have got half way: then {@value #DESTINATION} is empty.
 */
final class Provision extends DestinationSource {

    static final String DESTINATION = "JTP_DESTINATION";
    static final String PROVISIONED = "JTP_PROVISIONED";

    /** For a command that is told to end, because jtp is, to do so before it is killed. */
    private static final long END_SECONDS = 10;

    private static final Redirect NO_INPUT = Redirect.from(Path.of("/dev/null").toFile());

    private final String provide;
    private final Optional<String> release;
    private final TeleportObserver observer;
    private volatile String destination = "";
    private Process providing;
    private boolean ended;
    /** What counts of it is there even if this process is being ended. */
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Provision(String provide, Optional<String> release, TeleportObserver observer) {
        this.provide = provide;
        this.release = release;
        this.observer = observer;
    }

    @Override
    DestinationAddress find(Undertaking undertaking) throws LaunchException, IOException, InterruptedException {
        undertaking.clock().enter(Phase.PROVISION, provide);
        release.ifPresent(command -> undertaking.rollback().atDestination(() -> release(command)));
        undertaking.rollback().atDestination(this::end);
        Process process = begin();
        try (InputStream output = process.getInputStream()) {
            output.transferTo(printed);
        }
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw failed("ended with exit code " + exitCode);
        }
        String last = printed().strip().lines().reduce("", (before, line) -> line.strip());
        if (last.isEmpty()) {
            throw failed("has not printed where the program is to go on");
        }
        try {
            DestinationAddress address = DestinationAddress.parse(last);
            destination = last;
            return address;
        } catch (IllegalArgumentException e) {
            throw failed("has printed \"" + last + "\" in its last line: " + e.getMessage());
        }
    }

    private LaunchException failed(String how) {
        return new LaunchException(
                LaunchException.Kind.ENVIRONMENT, "the command that is to provide a destination " + how, null);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private synchronized Process begin() throws IOException {
        if (ended) {
            throw new IOException("this process is being ended");
        }
        providing = shell(provide, Map.of()).start();
        return providing;
    }

    private synchronized void end() throws InterruptedException {
        ended = true;
        if (providing == null) {
            return;
        }
        providing.destroy();
        if (!providing.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            providing.destroyForcibly();
        }
    }

    private void release(String command) throws IOException, InterruptedException {
        int exitCode = shell(command, Map.of(DESTINATION, destination, PROVISIONED, printed()))
                .redirectOutput(Redirect.to(Path.of("/dev/null").toFile()))
                .start()
                .waitFor();
        if (exitCode != 0) {
            observer.note("the command that is to give the destination back ended with exit code " + exitCode
                    + ": it may still be there" + (destination.isEmpty() ? "" : ", " + destination));
        }
    }

    private static ProcessBuilder shell(String command, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectInput(NO_INPUT)
                .redirectError(Redirect.INHERIT);
        builder.environment().putAll(variables);
        return builder;
    }
}
