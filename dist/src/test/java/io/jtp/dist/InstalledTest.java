package io.jtp.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jtp.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What this build has made, installed and run as its user does. */
class InstalledTest {
    private static final Path TARGET = Path.of(System.getProperty("jtp.dist.target"));
    private static final String VERSION = System.getProperty("jtp.dist.version");

    @TempDir
    private Path directory;

    /** @param text standard output and standard error */
    private record Result(int exitCode, String text) {}

    @Test
    void the_jar() throws Exception {
        Path jar = TARGET.resolve("jtp.jar");
        assertThat(run(java(), "-jar", jar.toString(), "version")).satisfies(InstalledTest::tellsItsVersion);
        assertThat(run(java(), "-jar", jar.toString(), "demo"))
                .satisfies(result -> assertThat(result.text()).contains("main  result = 87.5"))
                .satisfies(result -> assertThat(result.exitCode()).isZero());
    }

    @Test
    void the_tarball() throws Exception {
        succeeds("tar", "-xzf", TARGET.resolve("jtp-" + VERSION + ".tar.gz").toString(), "-C", directory.toString());
        Path root = directory.resolve("jtp-" + VERSION);
        works(root.resolve("bin/jtp"), root.resolve("share"));
        assertThat(root.resolve("docs/cli.md")).exists();
    }

    @Test
    void the_debian_package() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "a Debian package can be installed only by dpkg");
        String deb = TARGET.resolve("jtp_" + VERSION + "_all.deb").toString();
        Path root = Files.createDirectory(directory.resolve("root"));
        if ("root".equals(System.getProperty("user.name"))) {
            Path database = Files.createDirectories(root.resolve("var/lib/dpkg"));
            Files.createDirectory(database.resolve("info"));
            Files.createDirectory(database.resolve("updates"));
            Files.createFile(database.resolve("status"));
            succeeds("dpkg", "--root=" + root, "--install", deb);
            assertThat(succeeds("dpkg", "--root=" + root, "--status", "jtp")).contains("Status: install ok installed");
        } else {
            succeeds("dpkg-deb", "--extract", deb, root.toString());
        }
        works(root.resolve("usr/bin/jtp"), root.resolve("usr/share"));
    }

    private void works(Path jtp, Path share) throws Exception {
        assertThat(run(jtp.toString(), "version")).satisfies(InstalledTest::tellsItsVersion);

        Path program = Files.writeString(directory.resolve("Hello.java"), """
            public class Hello {
                public static void main(String[] args) {
                    System.out.println(String.join(",", args));
                    System.exit(7);
                }
            }
            """);
        assertThat(run(jtp.toString(), "run", "--", java(), program.toString(), "a  b", "c"))
                .isEqualTo(new Result(7, "a  b,c\n"));

        for (CommandLine command : Main.commandLine().getSubcommands().values()) {
            String name = command.getCommandName();
            Path page = share.resolve("man/man1/jtp-" + name + ".1");
            if (command.getCommandSpec().usageMessage().hidden()) {
                assertThat(page).doesNotExist();
            } else {
                String title = ("jtp-" + name).toUpperCase(Locale.ROOT).replace("-", "\\-");
                assertThat(Files.readString(page)).contains(".TH \"" + title + '"');
            }
        }
        Path completion = share.resolve("bash-completion/completions/jtp");
        String script =
                "source " + completion + "; COMP_WORDS=(jtp do); COMP_CWORD=1; _complete_jtp; echo ${COMPREPLY[@]}";
        assertThat(succeeds("bash", "-c", script).strip()).isEqualTo("doctor");
    }

    private static void tellsItsVersion(Result result) {
        assertThat(result.text()).startsWith("jtp " + VERSION + ", snapshot format ");
        assertThat(result.exitCode()).isZero();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String succeeds(String... command) throws IOException, InterruptedException {
        Result result = run(command);
        assertThat(result.exitCode())
                .as("%s: %s", List.of(command), result.text())
                .isZero();
        return result.text();
    }

    private Result run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS").forEach(environment::remove);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }
}
