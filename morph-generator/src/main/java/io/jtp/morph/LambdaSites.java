package io.jtp.morph;

import io.jtp.classfile.LambdaSite;
import io.jtp.snapshot.ClassOrigin.LambdaProxy;
import io.jtp.snapshot.LoadedClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Has the call site of a lambda expression give objects of the class that it gave them of before the program was moved.
 *
 * <p>The JVM makes that class when the site is run for the first time. So a site whose lambdas have come with the program would make another
 * one than theirs, and of its copies in resume code each one of its own. Then a lambda that captures nothing, which is one object for each site,
 * would be several; and a call in the JDK that has met two classes so far meets more, and is not inlined any more. Therefore all that stand for
 * one site of the original get the same number, which {@code io.jtp.resume.LambdaSites} knows them by.
 */
final class LambdaSites {

    /** Of those lambdas that the snapshot has, by the type number of the class with the call site. */
    private final Map<Integer, Map<LambdaProxy, Integer>> moved = new HashMap<>();

    /** Lambdas that more than one class stands for: made by call sites that look alike. */
    private final Set<LambdaProxy> ambiguous = new HashSet<>();

    private int next;

    LambdaSites(List<LoadedClass> classes) {
        this.next = classes.size();
        for (int type = 0; type < classes.size(); type++) {
            if (classes.get(type).origin() instanceof LambdaProxy proxy
                    && moved.computeIfAbsent(proxy.host(), host -> new HashMap<>())
                                    .put(proxy, type)
                            != null) {
                ambiguous.add(proxy);
            }
        }
    }

    /** {@return whether the snapshot has lambdas of this class} */
    boolean hasMoved(int type) {
        return moved.containsKey(type);
    }

    /** Of one class. @param type its number */
    OfClass of(int type, byte[] original) {
        if (!hasMoved(type)) {
            return new OfClass(Map.of());
        }
        Map<LambdaSite, Integer> numbers = new HashMap<>();
        Map<LambdaProxy, Integer> known = moved.get(type);
        LambdaSite.in(original).forEach((site, alike) -> {
            LambdaProxy proxy = site.proxy(type);
            if (alike == 1 && known.containsKey(proxy) && !ambiguous.contains(proxy)) {
                numbers.put(site, known.get(proxy));
            }
        });
        return new OfClass(numbers);
    }

    /** The sites of one class. */
    final class OfClass {
        private final Map<LambdaSite, Integer> numbers;

        private OfClass(Map<LambdaSite, Integer> numbers) {
            this.numbers = numbers;
        }

        /**
         * Numbers the sites of a method that are there more than once, if {@link #numbered} is not going to.
         *
         * @param originals what the instructions stand for
         */
        void numberCopies(MethodNode woven, Map<AbstractInsnNode, Integer> originals) {
            Map<Integer, List<InvokeDynamicInsnNode>> sites = new TreeMap<>();
            for (AbstractInsnNode each : woven.instructions) {
                if (each instanceof InvokeDynamicInsnNode site
                        && LambdaSite.isLinkedBy(site.bsm)
                        && !numbers.containsKey(LambdaSite.of(site))) {
                    sites.computeIfAbsent(originals.get(each), offset -> new ArrayList<>())
                            .add(site);
                }
            }
            for (List<InvokeDynamicInsnNode> copies : sites.values()) {
                if (copies.size() > 1) {
                    int number = next++;
                    copies.forEach(copy -> BootstrapMethods.number(copy, number));
                }
            }
        }

        /** {@return the class file with the sites numbered whose lambdas have come along} @param running with resume code or without */
        byte[] numbered(byte[] running) {
            return numbers.isEmpty() ? running : new BootstrapMethods(running).numbered(numbers);
        }
    }
}
