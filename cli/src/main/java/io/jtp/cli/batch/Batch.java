package io.jtp.cli.batch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Moves the programs of a plan. Everything that happens is in the journal before anything follows from it, and what moves a program is a
 * process of its own; so this one may be killed at any time, and another one goes on from the journal and from what is there.
 */
public final class Batch {
    private static final int EXIT_REFUSED = 3;
    private static final int EXIT_FAILED = 4;
    private static final int EXIT_UNCERTAIN = 5;

    private final Plan plan;
    private final Journal journal;
    private final BatchObserver observer;
    private final Movers movers;
    private final Pool pool;
    private final Map<Integer, Item> items = new TreeMap<>();
    private final Deque<Item> queue = new ArrayDeque<>();
    private Instant begun;
    private DirectoryWatch watch;
    private volatile boolean stopping;

    /**
     * @param jtp the command that this jtp was started with, up to its arguments
     * @param observer is told of everything that happens, in order, after it is in the journal
     */
    public Batch(Plan plan, Journal journal, List<String> jtp, BatchObserver observer) throws IOException {
        this.plan = plan;
        this.journal = journal;
        this.observer = observer;
        this.movers = new Movers(jtp, journal.moves(), plan);
        this.pool = new Pool(plan.places());
    }

    /**
     * {@return the last event of a journal, if all that it was for has been done}
     *
     * @param digest of the plan
     * @throws PlanException if the journal was begun with another one
     */
    public static Optional<Event> result(Journal journal, String digest) throws PlanException {
        List<Event> events = journal.before();
        if (!events.isEmpty() && !events.get(0).text("digest").equals(digest)) {
            throw new PlanException("the journal " + journal.file()
                    + " was begun with another plan, or this one has been changed since."
                    + " Give this one another --journal, or begin it --anew");
        }
        return events.stream()
                .skip(Math.max(0, events.size() - 1))
                .filter(event -> event.kind() == Event.Kind.DONE)
                .findFirst();
    }

    /** {@return the programs that a plan means, in the order in which they are to be moved} */
    public static List<Program> programs(Plan plan, RunningJvm.Finder finder) throws PlanException, IOException {
        return new Targets(plan, finder).find();
    }

    /**
     * Moves the programs, or goes on with it.
     *
     * @param name of the plan
     * @param digest of the plan; the journal is of this one, see {@link #result}
     * @return the last event
     */
    public Event run(String name, String digest, RunningJvm.Finder finder)
            throws PlanException, IOException, InterruptedException {
        boolean resumed = journal.before().stream().anyMatch(event -> event.kind() == Event.Kind.BEGUN);
        if (resumed) {
            resume();
        } else {
            begin(name, digest, finder);
        }
        try (DirectoryWatch directoryWatch = new DirectoryWatch(journal.moves())) {
            watch = directoryWatch;
            work();
        }
        return done();
    }

    /** No further move is begun. Those that are under way go on, and go on after this process, too. */
    public void stop() {
        stopping = true;
    }

    /** {@return how many programs are being moved} */
    public synchronized long underWay() {
        return items.values().stream()
                .filter(item -> item.state() == Item.State.MOVING)
                .count();
    }

    private void begin(String name, String digest, RunningJvm.Finder finder) throws PlanException, IOException {
        List<Program> programs = programs(plan, finder);
        journal.clear();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("plan", name);
        fields.put("digest", digest);
        tell(Event.Kind.PLAN, 0, fields);
        for (int i = 0; i < programs.size(); i++) {
            tell(Event.Kind.PLANNED, i + 1, programs.get(i).fields());
        }
        tell(Event.Kind.BEGUN, 0, Map.of("items", programs.size()));
    }

    private void resume() throws IOException {
        for (Event event : journal.before()) {
            apply(event);
            observer.hadHappened(event);
        }
        tell(Event.Kind.RESUMED, 0, Map.of("items", items.size()));
    }

    private synchronized void apply(Event event) {
        if (event.kind() == Event.Kind.PLANNED) {
            items.put(event.item(), new Item(event));
        } else if (event.kind() == Event.Kind.BEGUN) {
            begun = event.time();
        } else if (event.item() > 0) {
            Item item = items.get(event.item());
            boolean took = item.takesRoom();
            item.apply(event);
            if (!took && item.takesRoom()) {
                pool.take(item.to().orElseThrow());
            } else if (took && !item.takesRoom()) {
                pool.giveBack(item.to().orElseThrow());
            }
        }
    }

    synchronized void tell(Event.Kind kind, int item, Map<String, Object> fields) throws IOException {
        Event event = Event.now(kind, item, fields);
        journal.add(event);
        apply(event);
        observer.happened(event);
    }

    private void work() throws IOException, InterruptedException {
        items.values().stream()
                // those that are under way first
                .sorted(Comparator.comparing((Item item) -> item.state() == Item.State.WAITING ? 1 : 0)
                        .thenComparing(item -> item.number))
                .forEach(queue::add);
        int count = Math.max(1, Math.min(plan.concurrency(), items.size()));
        ExecutorService workers = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "jtp batch");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<?>> all = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                all.add(workers.submit(this::workOff));
            }
            while (!all.stream().allMatch(Future::isDone) | (followEnds() && plan.untilEnded())) {
                watch.await();
            }
            for (Future<?> worker : all) {
                worker.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("a move could not be looked after", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Void workOff() throws IOException, InterruptedException {
        for (Item item = next(); item != null; item = next()) {
            new Move(this, item).run();
        }
        return null;
    }

    private synchronized Item next() {
        return queue.poll();
    }

    /** {@return whether there are moved programs that have not ended} */
    private boolean followEnds() throws IOException {
        if (plan.streams() != Plan.Streams.SOURCE) {
            return false;
        }
        List<Item> moved;
        synchronized (this) {
            moved = items.values().stream()
                    .filter(item -> item.state() == Item.State.MOVED)
                    .toList();
        }
        boolean running = false;
        for (Item item : moved) {
            MoveFiles files = movers.files(item.number);
            // in this order, so that nothing can be written after the look
            boolean there = files.isLocked();
            MoveFiles.Attempt attempt = files.attempt(item.attempts());
            if (attempt.failure().isPresent()) {
                tell(
                        Event.Kind.UNCERTAIN,
                        item.number,
                        Map.of("reason", Move.reason(attempt.failure().get())));
            } else if (attempt.exitCode().isPresent()) {
                tell(
                        Event.Kind.ENDED,
                        item.number,
                        Map.of("exitCode", attempt.exitCode().get()));
            } else if (there) {
                running = true;
            } else {
                tell(
                        Event.Kind.UNCERTAIN,
                        item.number,
                        Map.of("reason", "the process that its streams ran through was killed"));
            }
        }
        return running;
    }

    Plan plan() {
        return plan;
    }

    Movers movers() {
        return movers;
    }

    DirectoryWatch watch() {
        return watch;
    }

    boolean isStopping() {
        return stopping;
    }

    synchronized Item.State state(Item item) {
        return item.state();
    }

    /** {@return how much time there is for beginning to move a program; empty if there is no limit} */
    Optional<Duration> left(Program program) {
        return Stream.concat(plan.deadline().stream(), program.deadline().stream())
                .min(Comparator.naturalOrder())
                .map(limit -> Duration.between(Instant.now(), begun.plus(limit)));
    }

    /**
     * Finds a place for a program and records that an attempt begins.
     *
     * @return empty if there is no room anywhere
     */
    synchronized Optional<Plan.Place> assign(Item item) throws IOException {
        Optional<Plan.Place> place = pool.choose(item.to());
        if (place.isPresent()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("attempt", item.attempts() + 1);
            fields.put("to", place.get().to());
            tell(Event.Kind.STARTED, item.number, fields);
        }
        return place;
    }

    /** {@return where a program is being moved to} */
    Plan.Place place(Item item) {
        String to = item.to().orElseThrow();
        return pool.named(to).orElseThrow(() -> new IllegalStateException("the plan has no destination " + to));
    }

    private Event done() throws IOException {
        Map<Item.State, Integer> counts = new EnumMap<>(Item.State.class);
        synchronized (this) {
            items.values().forEach(item -> counts.merge(item.state(), 1, Integer::sum));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("items", items.size());
        fields.put("moved", counts.getOrDefault(Item.State.MOVED, 0) + counts.getOrDefault(Item.State.ENDED, 0));
        fields.put("refused", counts.getOrDefault(Item.State.REFUSED, 0));
        fields.put("failed", counts.getOrDefault(Item.State.FAILED, 0));
        fields.put("uncertain", counts.getOrDefault(Item.State.UNCERTAIN, 0));
        fields.put("gone", counts.getOrDefault(Item.State.GONE, 0));
        int left = counts.getOrDefault(Item.State.WAITING, 0);
        fields.put("left", left);
        fields.put("exitCode", exitCode(counts));
        Event event = Event.now(Event.Kind.DONE, 0, fields);
        if (left == 0) {
            journal.add(event);
        }
        observer.happened(event);
        return event;
    }

    private static int exitCode(Map<Item.State, Integer> counts) {
        if (counts.containsKey(Item.State.UNCERTAIN)) {
            return EXIT_UNCERTAIN;
        } else if (counts.containsKey(Item.State.FAILED)) {
            return EXIT_FAILED;
        }
        return counts.containsKey(Item.State.REFUSED) ? EXIT_REFUSED : 0;
    }
}
