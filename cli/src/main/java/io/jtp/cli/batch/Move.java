package io.jtp.cli.batch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One program of a batch, from wherever it stands to where nothing is left to do about it. */
final class Move {
    /** When what moves a program dies behind the commit, the program's old process ends itself, some milliseconds later. */
    private static final Duration SOURCE_END_LIMIT = Duration.ofSeconds(3);

    private static final String LAST = "last";
    private static final String REASON = "reason";

    private final Batch batch;
    private final Plan plan;
    private final Item item;
    private final MoveFiles files;

    /** Of an attempt that was begun here; one that was begun by a batch that was killed is known by its files only. */
    private Process mover;

    Move(Batch batch, Item item) {
        this.batch = batch;
        this.plan = batch.plan();
        this.item = item;
        this.files = batch.movers().files(item.number);
    }

    void run() throws IOException, InterruptedException {
        while (state() == Item.State.WAITING && begin() || state() == Item.State.MOVING) {
            follow();
        }
        if (state() != Item.State.WAITING
                && plan.hooks().after().isPresent()
                && (item.attempts() > 0 || item.beforeHookDone())
                && !item.afterHookDone()) {
            runHook(Hook.AFTER, plan.hooks().after().get());
        }
    }

    private Item.State state() {
        return batch.state(item);
    }

    /** @return false if it is not to be moved, or not any more */
    private boolean begin() throws IOException, InterruptedException {
        Optional<Instant> earliest =
                item.lastTry().map(time -> time.plus(plan.retry().after()));
        while (!batch.isStopping() && earliest.isPresent() && Instant.now().isBefore(earliest.get())) {
            batch.watch().await();
        }
        if (batch.isStopping()) {
            return false;
        }
        if (!item.program.mayBeThere()) {
            tell(Event.Kind.GONE, Map.of());
            return false;
        }
        if (batch.left(item.program)
                .map(left -> left.isNegative() || left.isZero())
                .orElse(false)) {
            refuse("its deadline had passed before it could be moved");
            return false;
        }
        if (plan.hooks().before().isPresent() && !item.beforeHookDone()) {
            int exitCode = runHook(Hook.BEFORE, plan.hooks().before().get());
            if (exitCode != 0) {
                refuse("the hook before its move ended with exit code " + exitCode);
                return false;
            }
        }
        Optional<Plan.Place> place = batch.assign(item);
        if (place.isEmpty()) {
            refuse("there is no room left at any destination");
            return false;
        }
        startMover(place.get());
        return true;
    }

    private void startMover(Plan.Place place) throws IOException {
        Duration patience = batch.left(item.program)
                .filter(left -> left.compareTo(item.program.patience()) < 0)
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .orElse(item.program.patience());
        mover = batch.movers().start(item, item.attempts(), place, patience);
        mover.onExit().thenRun(batch.watch()::wake);
    }

    /** Waits until the program is moved, or the attempt is over. */
    private void follow() throws IOException, InterruptedException {
        while (true) {
            // in this order, so that nothing can be written after the look
            boolean there = mover != null && mover.isAlive() || files.isLocked();
            MoveFiles.Attempt attempt = files.attempt(item.attempts());
            if (attempt.moved().isPresent()) {
                tell(Event.Kind.MOVED, attempt.moved().get());
                return;
            } else if (attempt.exitCode().isPresent()) {
                notMoved(attempt.failure(), attempt.exitCode().get());
                return;
            } else if (!there && !attempt.begun() && mover == null) {
                // the batch was killed between what it wrote and what it did; if not, then one of two movers ends at
                // once
                startMover(batch.place(item));
            } else if (!there) {
                died(attempt.begun());
                return;
            }
            batch.watch().await();
        }
    }

    private void notMoved(Optional<Map<String, Object>> report, int exitCode) throws IOException {
        String outcome = report.map(said -> "" + said.get("outcome")).orElse("");
        String reason = report.map(Move::reason)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> "jtp ended with exit code " + exitCode);
        if (outcome.equals("failed-after-commit")) {
            String snapshot = report.filter(said -> said.containsKey("snapshot"))
                    .map(said -> "; the program as it was is in " + said.get("snapshot"))
                    .orElse("");
            tell(Event.Kind.UNCERTAIN, Map.of(REASON, reason + snapshot));
        } else if (!item.program.mayBeThere()) {
            tell(Event.Kind.GONE, Map.of());
        } else if (outcome.equals("refused")) {
            again(Event.Kind.REFUSED, plan.onRefusal(), reason);
        } else if (outcome.equals("usage")) {
            // it never had what it takes; that does not change
            refuse(reason);
        } else {
            again(Event.Kind.FAILED, plan.onFailure(), reason);
        }
    }

    private void died(boolean begun) throws IOException, InterruptedException {
        String reason = begun
                ? "the process that moved it was killed"
                : "the process that was to move it did not start: " + files.lastWords();
        long deadline = System.nanoTime() + SOURCE_END_LIMIT.toNanos();
        while (begun && item.program.mayBeThere() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (item.program.mayBeThere()) {
            again(Event.Kind.FAILED, plan.onFailure(), reason);
        } else if (begun) {
            tell(
                    Event.Kind.UNCERTAIN,
                    Map.of(
                            REASON,
                            reason + ", and the program's old process has ended. If it was not moved, "
                                    + "a snapshot of it is among jtp's files"));
        } else {
            tell(Event.Kind.GONE, Map.of());
        }
    }

    private void again(Event.Kind kind, Plan.Reaction reaction, String reason) throws IOException {
        boolean last = reaction != Plan.Reaction.RETRY
                || item.attempts() > plan.retry().times();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(REASON, reason);
        fields.put(LAST, last);
        tell(kind, fields);
        if (reaction == Plan.Reaction.STOP) {
            batch.stop();
        }
    }

    private void refuse(String reason) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(REASON, reason);
        fields.put(LAST, true);
        tell(Event.Kind.REFUSED, fields);
    }

    private int runHook(String when, String command) throws IOException, InterruptedException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("JTP_TARGET", item.program.target());
        item.program.process().ifPresent(process -> variables.put("JTP_PID", "" + process.pid()));
        variables.put("JTP_MAIN", item.program.main());
        if (when.equals(Hook.AFTER)) {
            variables.put("JTP_OUTCOME", item.outcome().kind().word());
            variables.put("JTP_DESTINATION", item.to().orElse(""));
            variables.put("JTP_DESTINATION_PID", item.outcome().text("destinationPid"));
            variables.put("JTP_DETACHED", item.outcome().text("detached"));
        }
        Hook.Result result = Hook.run(command, variables);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("when", when);
        fields.put("exitCode", result.exitCode());
        fields.put("output", result.output());
        tell(Event.Kind.HOOK, fields);
        return result.exitCode();
    }

    private void tell(Event.Kind kind, Map<String, Object> fields) throws IOException {
        batch.tell(kind, item.number, fields);
    }

    /** {@return what jtp has said, for people} */
    static String reason(Map<String, Object> report) {
        if (report.get("obstacles") instanceof List<?> obstacles) {
            return obstacles.stream()
                    .map(obstacle -> (Map<?, ?>) obstacle)
                    .map(obstacle -> obstacle.get("problem") + " (" + obstacle.get("place") + ")")
                    .collect(Collectors.joining("; "));
        }
        return report.containsKey("message") ? "" + report.get("message") : "";
    }
}
