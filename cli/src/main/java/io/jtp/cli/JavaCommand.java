package io.jtp.cli;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A {@code java} command as somebody has named it.
 *
 * @param file the file that it stands for
 */
record JavaCommand(Path file) {
    private static final Pattern NAME = Pattern.compile("java(\\.exe)?");

    /** As {@code java -version} has it: {@code openjdk version "17.0.15" 2025-04-15}. */
    private static final Pattern VERSION = Pattern.compile("version \"([^\"]+)\"");

    /** {@return the file that a shell would run} */
    static Optional<JavaCommand> find(String name) {
        Stream<Path> candidates = name.contains("/")
                ? Stream.of(Path.of(name))
                : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name));
        return candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(JavaCommand::new);
    }

    boolean isLauncher() {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    /** {@return the feature release: 17, 21, ...} A JDK says it in a file; scripts that stand for one are asked. */
    int feature() throws IOException, InterruptedException {
        Path release = file.toRealPath().resolveSibling("../release").normalize();
        if (Files.isReadable(release)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(release)) {
                properties.load(reader);
            }
            String version = properties.getProperty("JAVA_VERSION");
            if (version != null) {
                return feature(version.replace("\"", ""));
            }
        }
        return feature(asked());
    }

    private String asked() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(file.toString(), "-version")).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IOException("'" + file + " -version' does not tell a version, but says: " + said.strip());
        }
        return version.group(1);
    }

    /** Of {@code 1.8.0_392} this is 1, which is before all that matter. */
    private static int feature(String version) {
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }
}
