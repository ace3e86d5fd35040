package io.jtp.launch;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a program is to go, as written after {@code --to}. */
public sealed interface DestinationAddress {

    /** What {@link #parse} accepts, for messages. */
    String SYNTAX = "local, or [ssh://][user@]host[:port] (an IPv6 address in brackets: [::1]:22)";

    /** This machine, without SSH: a child process. */
    record Local() implements DestinationAddress {
        @Override
        public String toString() {
            return "local";
        }
    }

    /**
     * A host that runs an SSH server.
     *
     * @param user login name; where none is given, {@code ~/.ssh/config} and then the name here decide
     * @param host host name, address without brackets, or an alias of {@code ~/.ssh/config}
     * @param port TCP port; where none is given, {@code ~/.ssh/config} and then 22 decide
     */
    record Ssh(Optional<String> user, String host, OptionalInt port) implements DestinationAddress {
        @Override
        public String toString() {
            String shown = host.contains(":") ? "[" + host + "]" : host;
            return user.map(u -> u + "@").orElse("") + shown + (port.isPresent() ? ":" + port.getAsInt() : "");
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says what one looks like
     */
    static DestinationAddress parse(String text) {
        if (text.equals("local")) {
            return new Local();
        }
        Matcher parts = SshSyntax.ADDRESS.matcher(text);
        if (!parts.matches()) {
            throw wrong(text, "that is not an address");
        }
        String bracketed = parts.group("ipv6");
        String host = bracketed != null ? bracketed : parts.group("host");
        if (host.startsWith("-")) {
            throw wrong(text, "a host name does not start with '-'");
        }
        return new Ssh(Optional.ofNullable(parts.group("user")), host, port(text, parts.group("port")));
    }

    private static OptionalInt port(String text, String digits) {
        if (digits == null) {
            return OptionalInt.empty();
        }
        int port = digits.length() > 5 ? -1 : Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw wrong(text, "a port is a number from 1 to 65535");
        }
        return OptionalInt.of(port);
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(
                "'" + text + "' is no destination: " + why + ". A destination is " + SYNTAX);
    }
}

/** Kept apart because an interface has no private fields. */
final class SshSyntax {
    static final Pattern ADDRESS = Pattern.compile("(?:ssh://)?(?:(?<user>[^@/:\\s]+)@)?"
            + "(?:\\[(?<ipv6>[0-9A-Fa-f:.]+(?:%[\\w.-]+)?)]|(?<host>[^@/:\\[\\]\\s]+))(?::(?<port>[0-9]+))?/?");

    private SshSyntax() {}
}
