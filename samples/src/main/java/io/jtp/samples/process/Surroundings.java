package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.io.File;
import java.util.Arrays;
import java.util.Locale;
import java.util.TimeZone;

/** Arguments, system properties, working directory, default locale and time zone are as they were, changes included. */
public final class Surroundings {
    private Surroundings() {}

    static String seen(String[] args) {
        return Arrays.toString(args) + " " + System.getProperty("sample.given") + " " + System.getProperty("sample.set")
                + " "
                + System.getProperty("user.dir") + " " + new File("x").getAbsolutePath() + " " + Locale.getDefault()
                + " "
                + TimeZone.getDefault().getID() + " " + System.lineSeparator().length() + " "
                + Thread.currentThread().getName();
    }

    public static void main(String[] args) {
        Here.begin();
        System.setProperty("sample.set", "by the program");
        Locale.setDefault(Locale.ITALY);
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
        Thread.currentThread().setName("renamed");
        String before = seen(args);
        System.out.println(before);
        Here.now();
        String after = seen(args);
        System.out.println(after);
        System.out.println(before.equals(after));
    }
}
