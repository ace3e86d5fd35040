package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SshConfigTest {
    @TempDir
    Path directory;

    @Test
    void theFirstValueForAHostCounts() throws Exception {
        SshConfig config = config("""
                # a comment
                Host web*  !web9
                    Port=2222
                    IdentityFile "~/my key"
                    identityfile ~/other
                Host web1
                    Port 3333
                    User me
                Match all
                    User somebody
                Match exec "true"
                    HostName elsewhere
                """);
        assertThat(config.value("web1", "Port")).contains("2222");
        assertThat(config.value("web1", "user")).contains("me");
        assertThat(config.values("web1", "IdentityFile")).containsExactly("~/my key", "~/other");
        assertThat(config.value("web9", "Port")).isEmpty();
        assertThat(config.value("db", "User")).contains("somebody");
        assertThat(config.value("web1", "HostName")).isEmpty();
    }

    @Test
    void includesCountWhereTheyStand() throws Exception {
        Files.writeString(directory.resolve("a.conf"), "User first\nHost other\nUser third\n");
        Files.writeString(directory.resolve("b.conf"), "Include config\nUser second\n");
        SshConfig config = config("Host one\nInclude *.conf missing/*\nPort 1\nHost *\nUser last\n");
        assertThat(config.values("one", "User"))
                .startsWith("first")
                .endsWith("last")
                .contains("second");
        assertThat(config.value("one", "Port")).contains("1");
        assertThat(config.value("two", "User")).contains("last");
    }

    @Test
    void aFileThatIsNotThereSaysNothing() throws Exception {
        assertThat(SshConfig.read(directory.resolve("none")).value("host", "User"))
                .isEmpty();
    }

    private SshConfig config(String text) throws Exception {
        return SshConfig.read(Files.writeString(directory.resolve("config"), text));
    }
}
