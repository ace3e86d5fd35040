package io.jtp.launch;

/**
 * A JDK found at a destination.
 *
 * @param java path of its {@code java} command
 * @param home {@code java.home}
 * @param vmVersion {@code java.vm.version}
 * @param vmVendor {@code java.vm.vendor}
 * @param architecture {@code os.arch}
 */
public record RemoteJdk(String java, String home, String vmVersion, String vmVendor, String architecture) {

    boolean is(WantedJdk wanted) {
        return vmVersion.equals(wanted.vmVersion()) && vmVendor.equals(wanted.vmVendor());
    }

    /** {@return whether a program can go on with this one that has run on the other} */
    public boolean isSameBuild(RemoteJdk other) {
        return vmVersion.equals(other.vmVersion) && vmVendor.equals(other.vmVendor);
    }

    @Override
    public String toString() {
        return vmVersion + " (" + vmVendor + ", " + architecture + ") at " + java;
    }
}
