package io.jtp.samples;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a sample, {@code CountedRun FILE CLASS ARGUMENTS...}, and writes into the file how many moments it passed. */
final class CountedRun {
    private CountedRun() {}

    public static void main(String[] args) throws Exception {
        Field passed = Here.class.getDeclaredField("PASSED");
        passed.setAccessible(true);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                Files.writeString(Path.of(args[0]), passed.get(null).toString());
            } catch (ReflectiveOperationException | java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }));
        Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 2, args.length));
    }
}
