package io.jtp.launch;

import com.jcraft.jsch.Logger;
import org.slf4j.LoggerFactory;

/** What JSch has to say, for those who asked for debug output. It logs names of files and keys, never their contents. */
final class JschLog implements Logger {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("io.jtp.launch.ssh");

    @Override
    public boolean isEnabled(int level) {
        return LOG.isDebugEnabled();
    }

    @Override
    public void log(int level, String message) {
        LOG.debug(message);
    }

    @Override
    public void log(int level, String message, Throwable cause) {
        LOG.debug(message, cause);
    }
}
