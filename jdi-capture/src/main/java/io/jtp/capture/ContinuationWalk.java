package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import io.jtp.capture.TargetLambdas.Kind;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.WholeArrays;
import java.io.IOException;
import java.util.List;

/**
 * Reads the frames of virtual threads that have no carrier: {@code java.lang.LiveStackFrame} can walk a continuation that it is given. One loop in the
 * target, made of method handles, does so for all of them:
 *
 * <pre>{@code
 * for (int i = 0; i < results.length; i++) {
 *     results[i] = LiveStackFrame.getStackWalker(SHOW_HIDDEN_FRAMES, scope, continuations[i]).walk(Stream::toArray);
 * }
 * }</pre>
 */
final class ContinuationWalk {

    private static final String OBJECTS = "java.lang.Object[]";
    private static final String WALKER = "java.lang.StackWalker";

    private final JdwpPipe pipe;
    private final FrameArrays frames;
    private final CallThread calls;
    private final ObjectReference walks;

    private ContinuationWalk(JdwpPipe pipe, FrameArrays frames, CallThread calls, ObjectReference walks) {
        this.pipe = pipe;
        this.frames = frames;
        this.calls = calls;
        this.walks = walks;
    }

    /**
     * Makes the loop, in some 50 ms.
     *
     * @param invoker in any thread; not closed while this is in use
     */
    static ContinuationWalk prepare(Invoker invoker, JdwpPipe pipe, FrameArrays frames, CallThread calls)
            throws InvocationFailedException {
        HandleCombiner loops = new HandleCombiner(invoker);
        ObjectReference hidden = invoker.objectFromStatic(
                "java.util.Set",
                "of",
                "(Ljava/lang/Object;)Ljava/util/Set;",
                invoker.staticObject("java.lang.StackWalker$Option", "SHOW_HIDDEN_FRAMES"));
        ObjectReference walker = loops.insert(
                loops.lookup()
                        .find(
                                "findStatic",
                                "java.lang.LiveStackFrame",
                                "getStackWalker",
                                "(Ljava/util/Set;Ljdk/internal/vm/ContinuationScope;Ljdk/internal/vm/Continuation;)Ljava/lang/StackWalker;"),
                0,
                hidden,
                invoker.staticObject("java.lang.VirtualThread", "VTHREAD_SCOPE"));
        ObjectReference toArray = new TargetLambdas(invoker)
                .ofVirtual(Kind.FUNCTION, "java.util.stream.Stream", "toArray", "()[Ljava/lang/Object;");
        ObjectReference walk = loops.insert(
                loops.lookup().find("findVirtual", WALKER, "walk", "(Ljava/util/function/Function;)Ljava/lang/Object;"),
                1,
                toArray);
        ObjectReference one = loops.as(loops.filterReturn(walker, walk), "(Ljava/lang/Object;)Ljava/lang/Object;");
        // (results, i, continuations, i)
        ObjectReference store = loops.collect(loops.setter(OBJECTS), 2, loops.filterReturn(loops.getter(OBJECTS), one));
        String state = "[Ljava/lang/Object;[Ljava/lang/Object;";
        return new ContinuationWalk(
                pipe,
                frames,
                calls,
                loops.forEach(OBJECTS, state, loops.permute(store, "(I" + state + ")V", 1, 0, 2, 0)));
    }

    /**
     * {@return the frames of each continuation, innermost first}
     *
     * @param invoker keeps the frames, and so everything in them, from being collected until it is closed
     */
    List<List<LiveFrame>> read(Invoker invoker, long... continuations) throws InvocationFailedException, IOException {
        int count = continuations.length;
        ArrayReference results = invoker.newArray(OBJECTS, count);
        ArrayReference given = calls.array(invoker, continuations);
        calls.call(invoker, count, walks, results, given);
        return frames.read(invoker.thread(), WholeArrays.elements(pipe, results.uniqueID(), count));
    }
}
