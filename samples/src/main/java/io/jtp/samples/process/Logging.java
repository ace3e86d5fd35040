package io.jtp.samples.process;

import io.jtp.samples.Here;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Levels, handlers and the tree of loggers of {@code java.util.logging}. */
public final class Logging {
    private static final Logger LOG = Logger.getLogger("sample.part");

    private Logging() {}

    /** Prints to standard output, and counts. */
    private static final class Printing extends Handler {
        private int count;

        Printing() {
            setFormatter(new Formatter() {
                @Override
                public String format(LogRecord entry) {
                    return ++count + " " + entry.getLevel() + " " + entry.getLoggerName() + ": " + formatMessage(entry);
                }
            });
        }

        @Override
        public void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                System.out.println(getFormatter().format(entry));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            System.out.println("closed after " + count);
        }
    }

    private static void log(String when) {
        LOG.fine("fine " + when);
        LOG.log(Level.WARNING, "warning {0}", when);
        Logger.getLogger("sample.part.child").finer("finer " + when);
        Logger.getLogger("sample").info("info " + when);
        Logger.getLogger("other").severe("severe " + when);
        Logger.getLogger("").info("root " + when);
    }

    public static void main(String[] args) {
        Here.begin();
        Logger root = Logger.getLogger("");
        for (Handler each : root.getHandlers()) {
            root.removeHandler(each);
        }
        Handler printing = new Printing();
        printing.setLevel(Level.ALL);
        root.addHandler(printing);
        LOG.setLevel(Level.FINER);
        Logger parent = Logger.getLogger("sample");
        parent.setUseParentHandlers(false);
        parent.addHandler(printing);
        log("before");
        Here.now();
        log("after");
        Here.now();
        System.out.println(LOG.getParent() == parent && LOG == Logger.getLogger("sample.part"));
        System.out.println(LogManager.getLogManager().getLogger("sample") == parent);
        System.out.println(root.getHandlers().length + " " + (root.getHandlers()[0] == printing));
        System.out.println(ConsoleHandler.class.isInstance(printing));
        Here.now();
        LOG.setLevel(null);
        log("at last");
    }
}
