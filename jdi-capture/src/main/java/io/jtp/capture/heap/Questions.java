package io.jtp.capture.heap;

import io.jtp.capture.jdwp.ArrayRegion;
import io.jtp.capture.jdwp.Command;
import io.jtp.capture.jdwp.Commands;
import io.jtp.capture.jdwp.JdwpErrorException;
import io.jtp.capture.jdwp.JdwpPipe;
import io.jtp.capture.jdwp.JdwpPipe.Answer;
import io.jtp.capture.jdwp.Reply;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks objects of the target the same: many at once in {@link Columns}, others one by one, pipelined. Objects are given by their JDWP ids; answers name them by
 * their position there, and come in that order, at the latest when the pipe is finished.
 */
final class Questions {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);

    /** Lengths, and the contents, which go there and back. */
    private static final int TEXT_COLUMNS = 3;

    /** Takes a number. */
    @FunctionalInterface
    interface NumberAnswer {
        void accept(int position, long number);
    }

    /** Takes the contents of a string. */
    @FunctionalInterface
    interface TextAnswer {
        void accept(int position, String text);
    }

    /** Takes the fields of an object, as {@link HeapReader.Answers#row} does. */
    @FunctionalInterface
    interface RowAnswer {
        void accept(int position, long[] bits, byte[] tags);
    }

    private final JdwpPipe pipe;

    /** Empty if they are not to be had, or have failed. */
    private Optional<Columns> columns;

    private long[] bits = new long[64];
    private byte[] tags = new byte[64];

    Questions(JdwpPipe pipe, Optional<Columns> columns) {
        this.pipe = pipe;
        this.columns = columns;
    }

    /** Asks for the ids of the classes. */
    void classes(long[] ids, NumberAnswer answer) throws IOException {
        int done = inColumns(ids, 1, (asked, first, count) -> numbers(first, asked.classes(), answer));
        oneByOne(done, ids, Commands::typeOf, (at, type) -> answer.accept(at, type.id()));
    }

    /** Asks arrays. */
    void lengths(long[] ids, NumberAnswer answer) throws IOException {
        int done = inColumns(ids, 1, (asked, first, count) -> numbers(first, asked.lengths(), answer));
        oneByOne(done, ids, Commands::arrayLength, (at, length) -> answer.accept(at, length));
    }

    private static void numbers(int first, long[] numbers, NumberAnswer answer) {
        for (int i = 0; i < numbers.length; i++) {
            answer.accept(first + i, numbers[i]);
        }
    }

    /** Asks strings. */
    void texts(long[] ids, TextAnswer answer) throws IOException {
        int done = inColumns(ids, TEXT_COLUMNS, (asked, first, count) -> {
            String[] texts = asked.texts();
            for (int i = 0; i < texts.length; i++) {
                answer.accept(first + i, texts[i]);
            }
        });
        oneByOne(done, ids, Commands::stringValue, answer::accept);
    }

    /**
     * Asks for the fields that are not left out.
     *
     * @param type of all of them
     * @param failure what to do if one has been collected
     */
    void rows(CapturedType type, long[] ids, RowAnswer answer, Answer<JdwpErrorException> failure) throws IOException {
        int done = type.layout.isUnambiguous()
                ? inColumns(
                        ids,
                        Math.max(1, type.layout.slots().size()),
                        (asked, first, count) -> rows(first, count, type.layout.slots(), asked, answer))
                : 0;
        for (int i = done; i < ids.length; i++) {
            int at = i;
            pipe.send(
                    Commands.fieldValues(ids[i], type.layout.question(), reply -> reply),
                    reply -> row(at, type.layout.slots(), reply, answer),
                    failure);
        }
    }

    private void rows(int first, int count, List<Layout.Slot> slots, Columns asked, RowAnswer answer)
            throws IOException {
        ArrayRegion[] values = new ArrayRegion[slots.size()];
        for (int i = 0; i < values.length; i++) {
            Layout.Slot slot = slots.get(i);
            if (!slot.leftOut()) {
                values[i] = asked.field(
                        slot.declaring().id, slot.field().name(), slot.field().signature());
            }
        }
        makeRoom(slots.size());
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < values.length; i++) {
                bits[i] = values[i] == null ? 0 : values[i].values()[row];
                tags[i] = values[i] == null ? 0 : values[i].tag(row);
            }
            answer.accept(first + row, bits, tags);
        }
    }

    private void row(int position, List<Layout.Slot> slots, Reply reply, RowAnswer answer) {
        makeRoom(slots.size());
        reply.readInt();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).leftOut()) {
                bits[i] = 0;
            } else {
                tags[i] = reply.readByte();
                bits[i] = reply.readUntagged(tags[i]);
            }
        }
        answer.accept(position, bits, tags);
    }

    private void makeRoom(int slots) {
        if (bits.length < slots) {
            bits = new long[slots];
            tags = new byte[slots];
        }
    }

    /** Makes a command for an object. */
    @FunctionalInterface
    private interface Asking<R> {
        Command<R> of(long id);
    }

    /** Takes an answer of any kind. */
    @FunctionalInterface
    private interface Taking<R> {
        void accept(int position, R answer);
    }

    private <R> void oneByOne(int first, long[] ids, Asking<R> asking, Taking<? super R> answer) throws IOException {
        for (int i = first; i < ids.length; i++) {
            int at = i;
            pipe.send(asking.of(ids[i]), result -> answer.accept(at, result));
        }
    }

    /** What some of the objects are asked. Everything is asked before anything is answered. */
    @FunctionalInterface
    private interface Question {
        void ask(Columns asked, int first, int count) throws IOException;
    }

    /**
     * {@return how many of the objects, from the first on, were asked} The others have to be asked one by one.
     *
     * @param count how many columns that takes
     */
    private int inColumns(long[] ids, int count, Question question) throws IOException {
        int done = 0;
        while (columns.isPresent()
                && ids.length - done >= (long) count * columns.get().worthwhile()) {
            int some = Math.min(columns.get().capacity(), ids.length - done);
            try {
                columns.get().objects(Arrays.copyOfRange(ids, done, done + some));
                question.ask(columns.get(), done, some);
                done += some;
            } catch (ColumnsException e) {
                LOG.debug("all objects are asked one by one from now on", e);
                columns = Optional.empty();
            } catch (JdwpErrorException e) {
                if (e.code() != JdwpErrorException.INVALID_OBJECT) {
                    throw e;
                }
                LOG.debug("one of them has been collected: which, is seen when they are asked one by one", e);
                return done;
            }
        }
        return done;
    }
}
