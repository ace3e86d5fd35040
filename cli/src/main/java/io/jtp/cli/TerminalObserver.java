package io.jtp.cli;

import java.io.PrintWriter;

/** Tells the user what is going on, one line for each thing that can take a while. */
final class TerminalObserver implements TeleportObserver {
    private final PrintWriter err;
    private String last = "";

    TerminalObserver(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void entered(Phase phase, String detail) {
        // the others take milliseconds; they are in the last line
        if (!phase.suspended() && phase != Phase.RUNNING) {
            line(phase.phrase() + (detail.isEmpty() ? "" : ": " + detail));
        }
    }

    @Override
    public void moved(Report report) {
        line("moved: process " + report.destinationPid() + " at " + report.destination() + " goes on; "
                + report.amount());
        line(report.timing());
        line(report.standing());
    }

    @Override
    public void resumed(Report report) {
        line("resumed: process " + report.destinationPid() + " at " + report.destination() + " goes on; "
                + report.amount());
        line(report.standing());
    }

    @Override
    public void sourceEnded() {
        line("the source process was ended, so the program is told to end too");
    }

    @Override
    public void note(String text) {
        line(text);
    }

    private void line(String text) {
        if (text.equals(last)) {
            // a phase that comes again and again
            return;
        }
        last = text;
        err.println("jtp: " + text);
        err.flush();
    }
}
