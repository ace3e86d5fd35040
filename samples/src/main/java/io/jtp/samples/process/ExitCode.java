package io.jtp.samples.process;

import io.jtp.samples.Here;

/** Ends with the exit code that its argument says, whoever waits for the process sees it. */
public final class ExitCode {
    private ExitCode() {}

    public static void main(String[] args) {
        Here.begin();
        int code = Integer.parseInt(args[0]);
        System.out.println("exit code to be: " + code);
        try {
            Here.now();
            System.exit(code);
        } finally {
            System.out.println("never printed");
        }
    }
}
