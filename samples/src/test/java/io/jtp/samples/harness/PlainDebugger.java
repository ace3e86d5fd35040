package io.jtp.samples.harness;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;
import java.util.Map;

/** Attaches to a program as any debugger does, by JDI alone: what jtp does is compared with what is seen so. */
public final class PlainDebugger {

    private PlainDebugger() {}

    /** @param connector of JDI's, such as {@code com.sun.jdi.SocketAttach}, with the arguments that it wants */
    public static VirtualMachine attach(String connector, Map<String, String> wanted) throws IOException {
        AttachingConnector found = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.name().equals(connector))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = found.defaultArguments();
        wanted.forEach((name, value) -> arguments.get(name).setValue(value));
        try {
            return found.attach(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }
}
