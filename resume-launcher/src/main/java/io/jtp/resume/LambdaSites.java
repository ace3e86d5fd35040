package io.jtp.resume;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The call sites of lambda expressions that stand for one site of the original, by the number that the morph generator has given them: the
 * type number of the lambda's class if it has come with the program.
 */
public final class LambdaSites {

    private static final Map<Integer, CallSite> LINKED = new ConcurrentHashMap<>();

    private LambdaSites() {}

    /** Bootstrap method of such sites: links them as the site's own would, and all of one number to the same. */
    public static CallSite link(
            Lookup caller, String name, MethodType type, int number, MethodHandle bootstrap, Object... arguments)
            throws Throwable {
        CallSite linked = LINKED.get(number);
        if (linked == null) {
            List<Object> all = new ArrayList<>(arguments.length + 3);
            all.add(caller);
            all.add(name);
            all.add(type);
            Collections.addAll(all, arguments);
            CallSite made = (CallSite) bootstrap.invokeWithArguments(all);
            CallSite before = LINKED.putIfAbsent(number, made);
            linked = before == null ? made : before;
        }
        return linked;
    }

    /** Has the site of a lambda that has come with the program give what it gave before. */
    static void put(int type, CallSite site) {
        LINKED.put(type, site);
    }

    /** As if nothing had been linked yet. */
    static void forget() {
        LINKED.clear();
    }

    /** Gives the sites of lambdas without captured values the one object that they have; to be called when the objects are there. */
    static void settle(Heap heap, List<InstanceRun> runs) {
        for (InstanceRun run : runs) {
            CallSite site = LINKED.get(run.typeNumber());
            if (site != null && run.count() == 1 && site.type().parameterCount() == 0) {
                MethodHandle constant = MethodHandles.constant(site.type().returnType(), heap.object(run.first()));
                put(run.typeNumber(), new ConstantCallSite(constant));
            }
        }
    }
}
