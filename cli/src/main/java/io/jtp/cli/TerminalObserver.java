package io.jtp.cli;

import io.jtp.launch.Transfers;
import java.io.PrintWriter;
import java.util.List;

/** Tells the user what is going on, one line for each thing that can take a while. */
final class TerminalObserver implements TeleportObserver {
    private final PrintWriter err;
    private final Verbosity verbosity;
    private String last = "";

    TerminalObserver(PrintWriter err, Verbosity verbosity) {
        this.err = err;
        this.verbosity = verbosity;
    }

    @Override
    public void entered(Phase phase, String detail) {
        // the others take milliseconds; they are in the last line
        if (verbosity.verbose() || !phase.suspended() && phase != Phase.RUNNING) {
            step(phase.phrase() + (detail.isEmpty() ? "" : ": " + detail));
        }
    }

    @Override
    public void moved(Report report) {
        step("moved: process " + report.destinationPid() + " at " + report.destination() + " goes on; "
                + report.amount());
        step(report.timing());
        step(report.standing());
        report.detached().ifPresent(id -> line("detached as " + id + "; see jtp attach-stdio, jtp logs, jtp stop"));
    }

    @Override
    public void debuggerAwaited(int port, String place) {
        line("it stands at " + place + ", and goes on when a debugger has attached and resumes it");
        line("attach to 127.0.0.1:" + port + ", for example by");
        line("  jdb -attach 127.0.0.1:" + port + ", then 'where all' and 'resume'");
        line("  IntelliJ IDEA: a run configuration 'Remote JVM Debug' with host 127.0.0.1 and port " + port);
        line(
                "  VS Code: {\"type\": \"java\", \"name\": \"jtp\", \"request\": \"attach\", \"hostName\": \"127.0.0.1\", \"port\": "
                        + port + "}");
        line("an IDE resumes it as soon as it has set its breakpoints: set one where it is to stop first");
    }

    @Override
    public void resumed(Report report) {
        step("resumed: process " + report.destinationPid() + " at " + report.destination() + " goes on; "
                + report.amount());
        line(report.standing());
    }

    @Override
    public void forked(Report report, List<String> copies, boolean ended) {
        step("forked: " + report.amount());
        copies.forEach(this::line);
        line(report.timing() + "; the program itself " + (ended ? "has been ended" : "goes on"));
        line(report.standing());
    }

    @Override
    public void copyEnded(int number, int exitCode) {
        if (exitCode != ExitCode.DONE) {
            line("copy " + number + " has ended with exit code " + exitCode);
        }
    }

    @Override
    public void sourceEnded() {
        line("the source process was ended, so the program is told to end too");
    }

    /** Where nobody watches, the line for the phase has to do. */
    @Override
    public Transfers transfers() {
        return verbosity.quiet() || !ProgressBars.areSeen() ? Transfers.UNWATCHED : new ProgressBars();
    }

    @Override
    public void note(String text) {
        line(text);
    }

    /** What need not be known. */
    private void step(String text) {
        if (!verbosity.quiet()) {
            line(text);
        }
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
