package io.jtp.launch;

import io.jtp.snapshot.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a JVM like the source's.
 *
 * @param java the {@code java} command there
 * @param vmArguments options, before the main class
 * @param debuggable whether it gets a JDWP agent, on a free port of the loopback address
 * @param virtualThreadsListed whether that agent lists virtual threads
 * @param mainModule the module to start, or empty to start a class from the class path
 * @param mainClass internal or binary name
 * @param arguments for its {@code main}
 * @param modulePath paths of modules there
 * @param classPath paths there
 * @param workingDirectory absolute path; made if it is not there
 * @param agentJar path there
 * @param agentOptions for the agent, as {@code key=value,key=value}, or empty
 * @param environment variables to be set in addition to those of the login
 * @param pathEncoding charset of file names in the source ({@code sun.jnu.encoding}); if that is UTF-8, it has to be so there too, or the
 *     program finds no file whose name is not ASCII. A login over SSH often comes without a locale
 * @param detached how it goes on without the tool, its output in files there; empty if its streams are the tool's
 */
public record LaunchSpec(
        String java,
        List<String> vmArguments,
        boolean debuggable,
        boolean virtualThreadsListed,
        String mainModule,
        String mainClass,
        List<String> arguments,
        List<String> modulePath,
        List<String> classPath,
        String workingDirectory,
        String agentJar,
        String agentOptions,
        Map<String, String> environment,
        String pathEncoding,
        Optional<Detachment> detached) {

    public LaunchSpec {
        vmArguments = List.copyOf(vmArguments);
        arguments = List.copyOf(arguments);
        modulePath = List.copyOf(modulePath);
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
    }

    /** {@return how to start a JVM that continues the one that this describes} */
    public static LaunchSpec of(Origin origin, RemoteJdk jdk, PlacedFiles files, String agentOptions) {
        return new LaunchSpec(
                jdk.java(),
                origin.vmArguments(),
                origin.debuggable(),
                origin.virtualThreadsListed(),
                origin.mainModule(),
                origin.mainClass(),
                origin.arguments(),
                files.classPath().subList(0, origin.modules()),
                files.classPath().subList(origin.modules(), files.classPath().size()),
                origin.workingDirectory(),
                files.agentJar(),
                agentOptions,
                Map.of(),
                origin.properties().getOrDefault("sun.jnu.encoding", "UTF-8"),
                Optional.empty());
    }

    /** {@return the same, to go on without the tool} */
    public LaunchSpec detached(Detachment detachment) {
        return new LaunchSpec(
                java,
                vmArguments,
                debuggable,
                virtualThreadsListed,
                mainModule,
                mainClass,
                arguments,
                modulePath,
                classPath,
                workingDirectory,
                agentJar,
                (agentOptions.isEmpty() ? "" : agentOptions + ",") + DetachedPrograms.agentOption(detachment.id()),
                environment,
                pathEncoding,
                Optional.of(detachment));
    }
}
