package io.jtp.capture;

import io.jtp.capture.TargetException.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a JDWP agent listens. */
record JdwpAddress(String host, int port) {

    private static final Pattern HOST_PORT = Pattern.compile("(?:(.*):)?(\\d{1,5})");

    /** The host part of the agent's address option; the listener's own address has the port only. */
    private static final Pattern OPTION = Pattern.compile("[=,]address=([^,\\s]*):\\d+");

    /** {@return {@code host:port}, or {@code port} on this machine} */
    static JdwpAddress parse(String text) throws TargetException {
        Matcher matcher = HOST_PORT.matcher(text);
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new TargetException(Reason.NOT_FOUND, "'" + text + "' is neither a pid nor host:port");
        }
        String host = matcher.group(1);
        return new JdwpAddress(host == null || host.isEmpty() ? "127.0.0.1" : host, port);
    }

    /**
     * From what a JVM on this machine says.
     *
     * @param listener value of the agent property sun.jdwp.listenerAddress, {@code dt_socket:port}
     * @param javaOptions with the agent's option: it may listen on one address of several
     */
    static JdwpAddress ofListener(String listener, String javaOptions) throws TargetException {
        if (!listener.startsWith("dt_socket:")) {
            throw new TargetException(
                    Reason.UNSUITABLE,
                    "The program's JDWP agent uses another transport than dt_socket (" + listener + "). "
                            + JdwpOption.HOW_TO_START);
        }
        int port = parse(listener.substring(listener.lastIndexOf(':') + 1)).port();
        Matcher option = OPTION.matcher(javaOptions);
        boolean named =
                option.find() && !option.group(1).isEmpty() && !option.group(1).equals("*");
        return new JdwpAddress(named ? option.group(1) : "127.0.0.1", port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
