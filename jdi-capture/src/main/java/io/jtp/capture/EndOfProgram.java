package io.jtp.capture;

import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.Event;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;

/**
 * Holds a program that is about to end until it is let go.
 *
 * <p>A JVM that ends waits, in its JDWP agent, for all threads that stand at an event, the one in which methods are being invoked among them; and
 * that one waits for the end if a method loads a class. The program would never end, whatever becomes of the debugger. So whichever thread
 * begins to end the JVM is stopped before, by a breakpoint, and goes on when the debugger leaves.
 */
final class EndOfProgram {

    private static final String SHUTDOWN = "java.lang.Shutdown";

    private EndOfProgram() {}

    /**
     * Sets the breakpoints. From then on {@link Events} tells of the end.
     *
     * @param invoker may load a class
     */
    static void watch(VirtualMachine vm, Invoker invoker) throws InvocationFailedException {
        if (vm.classesByName(SHUTDOWN).isEmpty()) {
            invoker.callStatic("java.lang.Class", "forName", "(Ljava/lang/String;)Ljava/lang/Class;", SHUTDOWN);
        }
        ReferenceType shutdown = vm.classesByName(SHUTDOWN).get(0);
        for (Method method : shutdown.methods()) {
            // main has returned and no other thread goes on; System.exit, or a signal; Runtime.halt
            if (method.name().equals("shutdown")
                    || method.name().equals("exit")
                    || method.name().equals("halt")) {
                BreakpointRequest request = vm.eventRequestManager().createBreakpointRequest(method.location());
                request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                request.putProperty(EndOfProgram.class, true);
                request.enable();
            }
        }
    }

    /** {@return whether a thread has begun to end the JVM, and stands there} */
    static boolean isAt(Event event) {
        return event.request() != null && event.request().getProperty(EndOfProgram.class) != null;
    }
}
