package io.jtp.capture;

import io.jtp.capture.heap.HeapCapture;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out the identity hashes that the program may have seen. The target can be asked for those of objects to which it is told the way, and makes them if there
 * are none yet; or they are in the objects' headers, if these can be read from outside (about a hundred times as fast).
 *
 * <p>Where in the header they are differs between versions and options of the JVM. It is found with some objects that the target is asked for, and what their
 * headers say has to be the same for all of them. Of a header of an object that is or was locked nothing is believed: the target is asked.
 */
final class SeenHashes {

    private static final Logger LOG = LoggerFactory.getLogger(SeenHashes.class);

    private static final long HASH_BITS = 0x7fffffffL;

    /** The lowest bits of the header of an object that is not locked, and whose header is its own. */
    private static final long UNLOCKED = 0b001;

    private static final long LOCK_BITS = 0b111;

    /** How many objects tell where the hash is. */
    private static final int PROBES = 64;

    private static final int FEWEST_PROBES = 16;

    private final HeapCapture heap;
    private final BulkCalls calls;
    private final Invoker invoker;

    SeenHashes(HeapCapture heap, BulkCalls calls, Invoker invoker) {
        this.heap = heap;
        this.calls = calls;
        this.invoker = invoker;
    }

    /** Tells the heap what they are. @param headers where they can be read */
    void tell(Optional<ObjectHeaders> headers) throws InvocationFailedException, IOException {
        int[] candidates = heap.hashCandidates();
        long[] words = new long[candidates.length];
        OptionalInt shift = OptionalInt.empty();
        if (headers.isPresent()) {
            try {
                words = headers.get().read(heap.addresses(candidates));
                shift = shift(headers.get(), candidates, words);
            } catch (IOException e) {
                LOG.debug("identity hashes are asked for, since headers cannot be read", e);
            }
        }
        int[] objects = new int[candidates.length];
        int[] hashes = new int[candidates.length];
        int[] unknown = new int[candidates.length];
        int known = 0;
        int asked = 0;
        for (int i = 0; i < candidates.length; i++) {
            if (shift.isEmpty() || !isUnlocked(words[i])) {
                unknown[asked++] = candidates[i];
            } else if (hash(words[i], shift.getAsInt()) != 0) {
                objects[known] = candidates[i];
                hashes[known++] = hash(words[i], shift.getAsInt());
            }
        }
        int[] answers = ask(Arrays.copyOf(unknown, asked));
        System.arraycopy(unknown, 0, objects, known, asked);
        System.arraycopy(answers, 0, hashes, known, asked);
        LOG.debug("{} identity hashes were read, {} asked for, of {} objects", known, asked, candidates.length);
        heap.identityHashes(Arrays.copyOf(objects, known + asked), Arrays.copyOf(hashes, known + asked));
    }

    private int[] ask(int... objects) throws InvocationFailedException, IOException {
        return calls.identityHashes(invoker, heap.locate(objects));
    }

    /** {@return by how much a header is shifted that has its hash in the lowest bits; empty if that is not to be seen, or if headers are not what they were} */
    private OptionalInt shift(ObjectHeaders headers, int[] candidates, long[] words)
            throws InvocationFailedException, IOException {
        int[] unlocked = IntStream.range(0, candidates.length)
                .filter(i -> isUnlocked(words[i]))
                .toArray();
        if (unlocked.length < FEWEST_PROBES) {
            return OptionalInt.empty();
        }
        int count = Math.min(PROBES, unlocked.length);
        int[] probes = IntStream.range(0, count)
                .map(i -> unlocked[(int) ((long) i * unlocked.length / count)])
                .toArray();
        int[] objects = Arrays.stream(probes).map(i -> candidates[i]).toArray();
        int[] answers = ask(objects);
        long[] now = headers.read(heap.addresses(objects));
        int[] shifts = IntStream.rangeClosed(0, Long.SIZE - Integer.SIZE)
                .filter(shift -> IntStream.range(0, count)
                        .allMatch(i -> isUnlocked(now[i])
                                && hash(now[i], shift) == answers[i]
                                && (hash(words[probes[i]], shift) == 0 || hash(words[probes[i]], shift) == answers[i])))
                .toArray();
        boolean told = shifts.length == 1 && headers.haveStayed();
        if (!told) {
            LOG.debug("headers of objects do not tell their identity hashes");
        }
        return told ? OptionalInt.of(shifts[0]) : OptionalInt.empty();
    }

    private static boolean isUnlocked(long header) {
        return (header & LOCK_BITS) == UNLOCKED;
    }

    private static int hash(long header, int shift) {
        return (int) (header >>> shift & HASH_BITS);
    }
}
