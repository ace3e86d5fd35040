package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the programs that a plan means, and puts them in the order in which they are to be moved. */
final class Targets {
    private static final Duration NEVER = Duration.ofDays(10_000);

    private final Plan plan;
    private final RunningJvm.Finder finder;

    Targets(Plan plan, RunningJvm.Finder finder) {
        this.plan = plan;
        this.finder = finder;
    }

    /** @throws PlanException if the plan names one that is not there */
    List<Program> find() throws PlanException, IOException {
        List<Program> programs = new ArrayList<>();
        List<RunningJvm> jvms = finder.find();
        for (Plan.Target target : plan.targets()) {
            if (target.which() instanceof Plan.Which.Pid pid) {
                ProcessId process = ProcessId.of(pid.pid())
                        .orElseThrow(() -> new PlanException(
                                "there is no process " + pid.pid() + " (line " + target.line() + " of the plan)"));
                String main = jvms.stream()
                        .filter(jvm -> jvm.pid() == pid.pid())
                        .map(RunningJvm::main)
                        .findFirst()
                        .orElse("");
                add(programs, program(target, "" + pid.pid(), main, Optional.of(process), Optional.empty()));
            } else if (target.which() instanceof Plan.Which.Address address) {
                add(programs, program(target, address.hostAndPort(), "", Optional.empty(), Optional.empty()));
            } else if (target.which() instanceof Plan.Which.MainClass main) {
                boolean found = false;
                for (RunningJvm jvm : jvms) {
                    Optional<ProcessId> process = ProcessId.of(jvm.pid());
                    if (jvm.movable() && main.matches(jvm.main()) && process.isPresent()) {
                        add(programs, program(target, "" + jvm.pid(), jvm.main(), process, jvm.deadline()));
                        found = true;
                    }
                }
                if (!found && target.line() > 0) {
                    throw new PlanException("no program with a main class " + main.pattern()
                            + " runs with a JDWP agent (line " + target.line() + " of the plan)");
                }
            }
        }
        programs.sort(
                Comparator.comparing((Program program) -> program.deadline().orElse(NEVER))
                        .thenComparing(order()));
        return programs;
    }

    private Program program(
            Plan.Target target, String name, String main, Optional<ProcessId> process, Optional<Duration> ownDeadline) {
        return new Program(
                name,
                main,
                process,
                target.at(),
                target.patience().orElse(plan.patience()),
                target.deadline().or(() -> ownDeadline));
    }

    /** The first line of the plan that a program fits is the one that counts. */
    private static void add(List<Program> programs, Program program) {
        if (programs.stream().noneMatch(other -> other.target().equals(program.target()))) {
            programs.add(program);
        }
    }

    private Comparator<Program> order() {
        Comparator<Program> age = Comparator.comparing(Targets::startTime);
        return switch (plan.order()) {
            case LISTED -> Comparator.comparing(program -> 0);
            case OLDEST -> age;
            case YOUNGEST -> age.reversed();
            case LARGEST -> Comparator.comparing(Targets::size).reversed();
        };
    }

    private static long startTime(Program program) {
        return program.process()
                .flatMap(process -> ProcessHandle.of(process.pid()))
                .flatMap(process -> process.info().startInstant())
                .map(java.time.Instant::toEpochMilli)
                .orElse(Long.MAX_VALUE);
    }

    /** {@return pages of memory in use, or 0 where the operating system does not tell} */
    private static long size(Program program) {
        if (program.process().isEmpty()) {
            return 0;
        }
        try {
            Path statm = Path.of("/proc", Long.toString(program.process().get().pid()), "statm");
            return Long.parseLong(Files.readString(statm).split(" ")[1]);
        } catch (IOException e) {
            // it has ended, or this is not Linux
            return 0;
        }
    }
}
