package io.jtp.samples.loops;

import io.jtp.samples.Here;

/** Break and continue with labels lead out of a loop that was entered in another process. */
public final class LabelledBreak {
    private LabelledBreak() {}

    public static void main(String[] args) {
        Here.begin();
        outer:
        for (int i = 2; i < 40; i++) {
            for (int j = 2; j * j <= i; j++) {
                if (i == 15) {
                    Here.now();
                }
                if (i % j == 0) {
                    continue outer;
                }
                if (i == 31) {
                    Here.now();
                    break outer;
                }
            }
            System.out.println(i + " is prime");
        }
        found:
        {
            for (String word : "no way out but this".split(" ")) {
                Here.now();
                if (word.length() > 3) {
                    System.out.println("found " + word);
                    break found;
                }
            }
            System.out.println("not found");
        }
    }
}
