package io.jtp.capture;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.request.StepRequest;

/** Requests for an event at a byte code instruction that is still to come. */
final class Stepping {

    private Stepping() {}

    /**
     * {@return a request that is enabled}
     *
     * @param depth {@link StepRequest#STEP_INTO} or {@link StepRequest#STEP_OUT}
     * @param count how many steps; the target's agent counts, without a round trip for each
     * @param suspendPolicy of {@code EventRequest}
     */
    static StepRequest begin(ThreadReference thread, int depth, int count, int suspendPolicy) {
        StepRequest step =
                thread.virtualMachine().eventRequestManager().createStepRequest(thread, StepRequest.STEP_MIN, depth);
        step.addCountFilter(count);
        step.setSuspendPolicy(suspendPolicy);
        step.enable();
        return step;
    }
}
