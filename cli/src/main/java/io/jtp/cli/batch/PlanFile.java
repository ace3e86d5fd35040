package io.jtp.cli.batch;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads plans, and pools of destinations, from YAML. */
public final class PlanFile {
    private static final int CONCURRENCY = 2;
    private static final Plan.Retry RETRY = new Plan.Retry(3, Duration.ofSeconds(5));

    /**
     * How the words in a plan are read that {@code jtp attach} knows, too. Each throws IllegalArgumentException with the reason.
     *
     * @param time a length of time
     * @param destination checks a destination, and gives it back
     * @param place the same for a place in a program
     */
    public record Words(
            Function<String, Duration> time, UnaryOperator<String> destination, UnaryOperator<String> place) {}

    private enum Until {
        MOVED,
        ENDED
    }

    private enum OpenFiles {
        SHARED,
        SHIP
    }

    private enum NativeLibraries {
        REFUSE,
        SAME
    }

    private final String file;
    private final Words words;

    private PlanFile(String file, Words words) {
        this.file = file;
        this.words = words;
    }

    /** @throws PlanException if it is not there, or not a plan; with the line that is wrong */
    public static Plan read(Path file, Words words) throws PlanException {
        PlanFile reader = new PlanFile(file.toString(), words);
        return reader.plan(new PlanSection(file.toString(), root(file)));
    }

    /** {@return what is under {@code destinations} in a file that has nothing else} */
    public static List<Plan.Place> readPool(Path file, Words words) throws PlanException {
        PlanFile reader = new PlanFile(file.toString(), words);
        PlanSection section = new PlanSection(file.toString(), root(file));
        List<Plan.Place> places = reader.places(section);
        section.end("destinations");
        return places;
    }

    private static Node root(Path file) throws PlanException {
        try {
            return new Compose(LoadSettings.builder().setLabel(file.toString()).build())
                    .composeString(Files.readString(file))
                    .orElseThrow(() -> new PlanException(file + " is empty"));
        } catch (NoSuchFileException e) {
            throw new PlanException("there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new PlanException(file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new PlanException(file + " cannot be read: " + e, e);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1))
                    .orElse("");
            throw new PlanException(file + line + ": this is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new PlanException(file + " is not YAML: " + e.getMessage(), e);
        }
    }

    private Plan plan(PlanSection section) throws PlanException {
        List<Plan.Target> targets = new ArrayList<>();
        for (Node each : section.list("targets")) {
            targets.add(target(new PlanSection(file, each)));
        }
        List<String> options = new ArrayList<>();
        List<Plan.Place> places = places(section);
        Optional<Plan.Streams> streams = section.choice("stdio", Plan.Streams.class);
        boolean ship = section.choice("files", OpenFiles.class).orElse(OpenFiles.SHARED) == OpenFiles.SHIP;
        if (ship && streams.orElse(Plan.Streams.SOURCE) == Plan.Streams.DETACH) {
            throw section.wrong(
                    "'files: ship' and 'stdio: detach' exclude each other: nobody would bring the files back");
        }
        if (ship) {
            options.addAll(List.of("--files", "ship"));
        }
        if (section.choice("native", NativeLibraries.class).orElse(NativeLibraries.REFUSE) == NativeLibraries.SAME) {
            options.addAll(List.of("--native", "same"));
        }
        Plan plan = new Plan(
                targets,
                places,
                section.choice("order", Plan.Order.class).orElse(Plan.Order.LISTED),
                section.count("concurrency", 1).orElse(CONCURRENCY),
                section.time("wait", words.time()).orElse(Plan.PATIENCE),
                section.time("deadline", words.time()),
                streams.orElse(Plan.Streams.SOURCE),
                options,
                section.choice("until", Until.class).orElse(Until.MOVED) == Until.ENDED,
                section.choice("onRefusal", Plan.Reaction.class).orElse(Plan.Reaction.SKIP),
                section.choice("onFailure", Plan.Reaction.class).orElse(Plan.Reaction.SKIP),
                retry(section.section("retry")),
                hooks(section.section("hooks")));
        section.end(
                "targets",
                "destinations",
                "order",
                "concurrency",
                "wait",
                "deadline",
                "stdio",
                "files",
                "native",
                "until",
                "onRefusal",
                "onFailure",
                "retry",
                "hooks");
        if (plan.untilEnded() && plan.streams() == Plan.Streams.DETACH) {
            throw section.wrong("'until: ended' and 'stdio: detach' exclude each other: nobody hears of their end");
        }
        return plan;
    }

    private Plan.Target target(PlanSection section) throws PlanException {
        Optional<Integer> pid = section.count("pid", 1);
        Optional<String> main = section.text("main");
        Optional<String> address = section.text("address");
        if (Stream.of(pid, main, address).filter(Optional::isPresent).count() != 1) {
            throw section.wrong("a target has one of pid, main and address");
        }
        Plan.Which which = pid.<Plan.Which>map(Plan.Which.Pid::new)
                .or(() -> main.map(Plan.Which.MainClass::new))
                .or(() -> address.map(Plan.Which.Address::new))
                .get();
        Plan.Target target = new Plan.Target(
                which,
                checked(section, section.text("at"), words.place()),
                section.time("wait", words.time()),
                section.time("deadline", words.time()),
                section.line());
        section.end("pid", "main", "address", "at", "wait", "deadline");
        return target;
    }

    private List<Plan.Place> places(PlanSection section) throws PlanException {
        List<Plan.Place> places = new ArrayList<>();
        for (Node each : section.list("destinations")) {
            if (each instanceof ScalarNode) {
                String to = section.text(each, "a destination");
                try {
                    places.add(new Plan.Place(words.destination().apply(to), 1, Optional.empty(), Optional.empty()));
                } catch (IllegalArgumentException e) {
                    throw PlanSection.wrong(file, each, e.getMessage());
                }
            } else {
                places.add(place(new PlanSection(file, each)));
            }
            String to = places.get(places.size() - 1).to();
            if (places.stream().filter(place -> place.to().equals(to)).count() > 1) {
                throw PlanSection.wrong(file, each, "the destination " + to + " is there twice; it can have a weight");
            }
        }
        return places;
    }

    private Plan.Place place(PlanSection section) throws PlanException {
        Optional<String> to = checked(section, section.text("to"), words.destination());
        if (to.isEmpty()) {
            throw section.wrong("'to' is missing");
        }
        Plan.Place place = new Plan.Place(
                to.get(), section.count("weight", 1).orElse(1), section.count("room", 0), section.text("java"));
        section.end("to", "weight", "room", "java");
        return place;
    }

    private static Optional<String> checked(PlanSection section, Optional<String> text, UnaryOperator<String> check)
            throws PlanException {
        try {
            return text.map(check);
        } catch (IllegalArgumentException e) {
            throw section.wrong(e.getMessage());
        }
    }

    private Plan.Retry retry(Optional<PlanSection> section) throws PlanException {
        if (section.isEmpty()) {
            return RETRY;
        }
        Plan.Retry retry = new Plan.Retry(
                section.get().count("times", 0).orElse(RETRY.times()),
                section.get().time("after", words.time()).orElse(RETRY.after()));
        section.get().end("times", "after");
        return retry;
    }

    private static Plan.Hooks hooks(Optional<PlanSection> section) throws PlanException {
        if (section.isEmpty()) {
            return Plan.Hooks.NONE;
        }
        Plan.Hooks hooks =
                new Plan.Hooks(section.get().text("before"), section.get().text("after"));
        section.get().end("before", "after");
        return hooks;
    }
}
