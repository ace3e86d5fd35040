package io.jtp.capture;

import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;

/** A breakpoint at the first instruction of a method, hit once; everything is suspended then. */
record Stop(VirtualMachine vm, BreakpointRequest request) {

    /** @param type loaded already */
    static Stop at(VirtualMachine vm, Class<?> type, String method) {
        ReferenceType loaded = vm.classesByName(type.getName()).get(0);
        BreakpointRequest request = vm.eventRequestManager()
                .createBreakpointRequest(loaded.methodsByName(method).get(0).location());
        request.addCountFilter(1);
        request.enable();
        return new Stop(vm, request);
    }

    /** {@return the thread that got there} */
    ThreadReference await() throws InterruptedException {
        while (true) {
            EventSet events = vm.eventQueue().remove(TargetJvm.PATIENCE.toMillis());
            if (events == null) {
                throw new AssertionError("nobody came to " + request.location());
            }
            for (Event event : events) {
                if (event instanceof BreakpointEvent hit && request.equals(hit.request())) {
                    request.disable();
                    return hit.thread();
                }
            }
            events.resume();
        }
    }
}
