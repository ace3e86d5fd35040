package io.jtp.samples.names;

import io.jtp.samples.Here;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program that can be a module of its own, or one source file: what it asks about its modules, services and main class is the same at the
 * destination, and so is the code that it goes on with.
 */
public final class OwnModule {

    private static final List<String> EARLY = List.of("static", "state");

    private static int calls;

    /** A service of this program, if it is a module that says so. */
    public interface Step extends IntUnaryOperator {}

    /** Provides it. */
    public static final class Triple implements Step {
        @Override
        public int applyAsInt(int value) {
            Here.now();
            return 3 * value;
        }
    }

    private OwnModule() {}

    public static void main(String[] args) throws IOException {
        Here.begin();
        Module own = OwnModule.class.getModule();
        System.out.println(describe(own) + " in a layer: " + (own.getLayer() != null));
        System.out.println(IntStream.range(0, 3).map(OwnModule::next).sum() + 10 * next(4));
        int steps = 0;
        for (Step step : ServiceLoader.load(Step.class)) {
            System.out.println("step " + ++steps + ": " + step.applyAsInt(7));
        }
        Runnable lambda = () ->
                System.out.println("again " + describe(own) + ", the same: " + own.equals(OwnModule.class.getModule()));
        Here.now();
        lambda.run();
        System.out.println(EARLY + " " + calls + " " + String.join(",", args) + " "
                + (OwnModule.class.getResourceAsStream("OwnModule.class") != null));
        System.exit(6);
    }

    private static int next(int i) {
        calls++;
        Here.now();
        return i + calls;
    }

    private static String describe(Module module) {
        ModuleDescriptor descriptor = module.getDescriptor();
        return descriptor == null
                ? "unnamed"
                : module.getName()
                        + descriptor.requires().stream()
                                .map(ModuleDescriptor.Requires::name)
                                .sorted()
                                .collect(Collectors.joining(",", "[", "]"));
    }
}
