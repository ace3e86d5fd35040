package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** Wakes whoever waits for something to change in the files of a directory, and at the latest after a quarter of a second. */
final class DirectoryWatch implements AutoCloseable {
    /** For what no file tells: a process that was killed. */
    private static final long LONGEST_MILLIS = 250;

    private final WatchService service;

    DirectoryWatch(Path directory) throws IOException {
        service = directory.getFileSystem().newWatchService();
        directory.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        Thread thread = new Thread(this::watch, "jtp watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                key.reset();
                wake();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            wake();
        }
    }

    synchronized void wake() {
        notifyAll();
    }

    synchronized void await() throws InterruptedException {
        wait(LONGEST_MILLIS);
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
