package io.jtp.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationAddressTest {

    @ParameterizedTest
    @CsvSource({
        "host,                          '',   host,        0",
        "me@host,                       me,   host,        0",
        "host:2222,                     '',   host,        2222",
        "ssh://me@host.example.org:22,  me,   host.example.org, 22",
        "ssh://host/,                   '',   host,        0",
        "[::1]:2222,                    '',   ::1,         2222",
        "me@[fe80::1%eth0],             me,   fe80::1%eth0, 0",
        "local:22,                      '',   local,       22",
        "me@local,                      me,   local,       0",
    })
    void sshAddressesAreRead(String text, String user, String host, int port) {
        assertThat(DestinationAddress.parse(text))
                .isEqualTo(new DestinationAddress.Ssh(
                        user.isEmpty() ? Optional.empty() : Optional.of(user),
                        host,
                        port == 0 ? OptionalInt.empty() : OptionalInt.of(port)));
    }

    @Test
    void localIsThisMachineWithoutSsh() {
        assertThat(DestinationAddress.parse("local")).isEqualTo(new DestinationAddress.Local());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@host",
                "me@",
                "host:",
                "host:0",
                "host:65536",
                "host:123456789012",
                "host:ssh",
                "::1",
                "[::1",
                "a b",
                "ssh://",
                "http://host",
                "-oProxyCommand=x",
                "host/path",
                "a@b@c"
            })
    void whatIsNoAddressIsRefusedWithTheSyntax(String text) {
        assertThatThrownBy(() -> DestinationAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'" + text + "'", "[ssh://][user@]host[:port]");
    }

    @Test
    void anAddressIsShownAsItIsWritten() {
        assertThat(DestinationAddress.parse("ssh://me@[::1]:2222")).hasToString("me@[::1]:2222");
    }
}
