package io.jtp.cli;

import io.jtp.snapshot.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The agent jar, which travels inside jtp's own jar, as a file. */
final class AgentJar {
    private static final String RESOURCE = "/jtp-agent.jar";

    private AgentJar() {}

    /**
     * Provides the file, named by its content: a JVM at destination {@code local} has it open until the program ends, and other versions
     * of jtp have their own.
     *
     * @param cache directory for it; made if it is not there
     */
    static Path in(Path cache) throws IOException {
        byte[] content;
        try (InputStream in = AgentJar.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("jtp is not completely installed: " + RESOURCE + " is not in its jar");
            }
            content = in.readAllBytes();
        }
        Path file = cache.resolve(Sha256.of(content)).resolve(RESOURCE.substring(1));
        if (!Files.exists(file) || Files.size(file) != content.length) {
            Files.createDirectories(file.getParent());
            Path incoming = Files.createTempFile(file.getParent(), "incoming", null);
            Files.write(incoming, content);
            Files.move(incoming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
