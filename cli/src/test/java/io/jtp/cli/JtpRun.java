package io.jtp.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * One run of the command line, as its user sees it.
 *
 * @param out standard output
 * @param err standard error
 */
record JtpRun(int exitCode, String out, String err) {

    static JtpRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new JtpRun(code, out.toString(), err.toString());
    }
}
