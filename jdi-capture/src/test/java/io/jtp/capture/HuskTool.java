package io.jtp.capture;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.jdwp.JdwpConnection;
import java.util.List;

/** A tool to be killed: brings {@link HuskProgram} to the stage that it is told, says so, and waits. */
final class HuskTool {
    enum Stage {
        STOPPED,
        PREPARED,
        TRAPPED,
        COMMITTED
    }

    /** What it writes for the program once it is committed. */
    static final String MOVED = "moved\n";

    private HuskTool() {}

    public static void main(String[] args) throws Exception {
        Stage stage = Stage.valueOf(args[1]);
        JdwpConnection connection = JdwpConnection.open("127.0.0.1", Integer.parseInt(args[0]), TargetJvm.PATIENCE);
        VirtualMachine vm = TargetJvm.attach(connection);
        Stop stop = Stop.at(vm, HuskProgram.class, "pass");
        System.out.println("attached");
        ThreadReference main = stop.await();
        if (stage.compareTo(Stage.PREPARED) >= 0) {
            Husk husk = Husk.prepare(main);
            if (stage.compareTo(Stage.TRAPPED) >= 0) {
                husk.trap(List.of(HeldThread.atEvent(main, false)));
            }
            if (stage == Stage.COMMITTED) {
                husk.commit();
                husk.stdout().write(MOVED.getBytes());
            }
        }
        System.out.println(stage);
        System.in.read();
    }
}
