package io.jtp.samples.harness;

import io.jtp.cli.demo.LoopbackSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What is needed to move samples on every route: an SSH server whose user is the one who runs the tests, and a working directory. */
public final class Lab implements AutoCloseable {
    private final LoopbackSshServer server;
    private final Path work;

    private Lab(LoopbackSshServer server, Path work) {
        this.server = server;
        this.work = work;
    }

    /**
     * Starts it.
     *
     * @param directory for all its files; exists
     */
    public static Lab start(Path directory) throws IOException {
        LoopbackSshServer server = LoopbackSshServer.start(Files.createDirectory(directory.resolve("server")));
        TestHome.useIdentity(server.identity());
        TestHome.know(Files.readString(server.knownHosts()));
        return new Lab(server, Files.createDirectory(directory.resolve("work")));
    }

    public Mover mover() {
        return new Mover(work, addresses());
    }

    public HopsMover hopsMover() {
        return new HopsMover(work, addresses());
    }

    /** {@return what to say after {@code --to}} */
    public String address(Route route) {
        return addresses().get(route);
    }

    private Map<Route, String> addresses() {
        return Map.of(Route.LOCAL, "local", Route.SSH, server.address());
    }

    /** {@return the samples' working directory} */
    public Path work() {
        return work;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
