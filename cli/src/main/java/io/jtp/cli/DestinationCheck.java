package io.jtp.cli;

import static io.jtp.cli.Finding.Subject.DESTINATION;

import io.jtp.launch.Destination;
import io.jtp.launch.DestinationAddress;
import io.jtp.launch.LaunchException;
import io.jtp.launch.RemoteJdk;
import io.jtp.launch.SshOptions;
import io.jtp.launch.Survey;
import io.jtp.launch.WantedJdk;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether a destination can be reached, and has what it needs. */
final class DestinationCheck {
    private final Consumer<Finding> findings;

    DestinationCheck(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /**
     * Connects, and looks around.
     *
     * @param wanted the build that the program runs on, if there is one
     * @param java which java is to be used there
     * @param needed bytes that have to be sent at most, 0 where that is not known
     */
    void run(
            DestinationAddress address,
            SshOptions ssh,
            Optional<WantedJdk> wanted,
            Optional<String> java,
            long needed) {
        try (Destination destination = Destination.connect(address, ssh)) {
            Survey survey = destination.survey();
            if (address instanceof DestinationAddress.Ssh) {
                findings.accept(Finding.good(
                        DESTINATION,
                        "SSH",
                        address + " is reached, its host key is known, it lets you in and runs commands"));
                room(survey, needed);
            }
            if (wanted.isPresent()) {
                jdk(destination, java, wanted.get());
            } else {
                compare(survey.jdks());
            }
        } catch (LaunchException e) {
            // its message says what to do
            findings.accept(Finding.obstacle(DESTINATION, "connection", e.getMessage(), ""));
        }
    }

    private void room(Survey survey, long needed) {
        String text = survey.cache() + ", with room for " + Report.size(survey.room());
        if (!survey.writable()) {
            findings.accept(Finding.obstacle(
                    DESTINATION,
                    "cache",
                    survey.cache() + " cannot be written to",
                    "Have it writable there, or set XDG_CACHE_HOME for its logins"));
        } else if (survey.room() < needed) {
            findings.accept(Finding.obstacle(
                    DESTINATION, "cache", text + "; up to " + Report.size(needed) + " are needed", "Make room there"));
        } else {
            findings.accept(Finding.good(DESTINATION, "cache", text));
        }
    }

    private void jdk(Destination destination, Optional<String> java, WantedJdk wanted) {
        try {
            RemoteJdk jdk = destination.findJdk(java, wanted);
            findings.accept(Finding.good(DESTINATION, "JDK", "the program's build is there: " + jdk));
        } catch (LaunchException e) {
            findings.accept(Finding.obstacle(DESTINATION, "JDK", e.getMessage(), ""));
        }
    }

    private void compare(List<RemoteJdk> there) throws LaunchException {
        List<RemoteJdk> here;
        try (Destination local = Destination.connect(new DestinationAddress.Local(), SshOptions.ofUser())) {
            here = local.survey().jdks();
        }
        List<RemoteJdk> common = there.stream()
                .filter(jdk -> here.stream().anyMatch(ours -> ours.isSameBuild(jdk)))
                .toList();
        if (common.isEmpty()) {
            findings.accept(Finding.warning(
                    DESTINATION,
                    "JDKs",
                    there.isEmpty()
                            ? "none in the usual places"
                            : "none is of the same build as one of this machine's:\n" + MachineCheck.describe(there),
                    "Install there the very build that the program runs on, or name its java by --java"));
        } else {
            findings.accept(
                    Finding.good(DESTINATION, "JDKs", "of the same build as here:\n" + MachineCheck.describe(common)));
        }
    }
}
