package io.jtp.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotFileTest {

    /** Magic and format. */
    private static final int FORMAT_AT = 8;

    private final long seed = Long.getLong("jtp.seed", System.nanoTime());
    private final Random random = new Random(seed);

    SnapshotFileTest() {
        System.out.println("-Djtp.seed=" + seed);
    }

    @Test
    void readsWhatItWrote() throws IOException {
        for (int i = 0; i < 60; i++) {
            Cargo cargo = new RandomCargo(random, 100).cargo();
            assertThat(SnapshotFile.read(new ByteArrayInputStream(bytes(cargo))))
                    .as("seed %d, cargo %d", seed, i)
                    .usingRecursiveComparison()
                    .isEqualTo(cargo);
        }
    }

    @Test
    void readsLongArraysInPieces() throws IOException {
        for (int i = 0; i < 10; i++) {
            byte[] cargo = bytes(new RandomCargo(random, 5_000_000).cargo());
            byte[] again = bytes(SnapshotFile.read(new ByteArrayInputStream(cargo)));
            assertThat(Arrays.equals(again, cargo))
                    .as("seed %d, cargo %d", seed, i)
                    .isTrue();
        }
    }

    @Test
    void readsNotAByteMore() throws IOException {
        byte[] cargo = bytes(new RandomCargo(random, 5000).cargo());
        byte[] followed = Arrays.copyOf(cargo, cargo.length + 3);
        ByteArrayInputStream in = new ByteArrayInputStream(followed);
        SnapshotFile.read(in);
        assertThat(in.available()).isEqualTo(3);
    }

    @Test
    void readsFromALineThatDeliversByteByByte() throws IOException {
        byte[] cargo = bytes(small());
        InputStream dripping = new FilterInputStream(new ByteArrayInputStream(cargo)) {
            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                return super.read(bytes, offset, Math.min(count, 1));
            }
        };
        assertThat(bytes(SnapshotFile.read(dripping))).isEqualTo(cargo);
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] cargo = bytes(small());
        for (int length = 0; length < cargo.length; length++) {
            byte[] truncated = Arrays.copyOf(cargo, length);
            assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(truncated)))
                    .as("%d of %d bytes", length, cargo.length)
                    .isExactlyInstanceOf(SnapshotFormatException.class)
                    .hasMessage("the snapshot is truncated");
        }
    }

    @Test
    void refusesEveryFlippedBit() throws IOException {
        byte[] cargo = bytes(small());
        for (int bit = 0; bit < 8 * cargo.length; bit++) {
            byte[] altered = cargo.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(altered)))
                    .as("bit %d of %d bytes", bit, cargo.length)
                    .isExactlyInstanceOf(SnapshotFormatException.class);
        }
    }

    @Test
    void refusesChunksThatWereSwapped() throws IOException {
        HeapBlock rows = new HeapBlock.Instances(1, 1, 0, new byte[3 * ChunkedOutput.CHUNK]);
        byte[] cargo = bytes(new Cargo(new Snapshot(small().snapshot().program(), List.of(rows)), noMorphs()));
        int head = FORMAT_AT + Integer.BYTES + Short.BYTES + "17".length();
        int stride = 2 * Integer.BYTES + ChunkedOutput.CHUNK;
        byte[] swapped = cargo.clone();
        System.arraycopy(cargo, head, swapped, head + stride, stride);
        System.arraycopy(cargo, head + stride, swapped, head, stride);
        assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(swapped)))
                .isExactlyInstanceOf(SnapshotFormatException.class);
    }

    @Test
    void saysWhatAForeignOrNewerFileIs() throws IOException {
        byte[] foreign = "PK: surely something else".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(foreign)))
                .isExactlyInstanceOf(SnapshotFormatException.class)
                .hasMessage("this is not a jtp snapshot");
        byte[] newer = bytes(small());
        ByteBuffer.wrap(newer).putInt(FORMAT_AT, 99);
        assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(newer)))
                .isExactlyInstanceOf(SnapshotFormatException.class)
                .hasMessageContaining("format 99")
                .hasMessageContaining("use the jtp that wrote it");
    }

    @Test
    void believesNoLengthBeforeTheBytesAreThere() throws Exception {
        for (int claim = 0; claim < 200; claim++) {
            byte[] content = new byte[1 + random.nextInt(60)];
            random.nextBytes(content);
            Arrays.fill(content, random.nextInt(content.length), content.length, (byte) 0xff);
            byte[] hostile = framed(content);
            assertThatThrownBy(() -> SnapshotFile.read(new ByteArrayInputStream(hostile)))
                    .as("seed %d, claim %d", seed, claim)
                    .isExactlyInstanceOf(SnapshotFormatException.class);
        }
    }

    @Test
    void passesOnWhatTheStreamThrows() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThatThrownBy(() -> SnapshotFile.write(full, small()))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no space left");
    }

    /** Kept loose: a loaded machine must not fail it. */
    @Test
    void isFastEnoughForLargeHeaps() throws IOException {
        int objects = 1_000_000;
        int[] references = new int[objects];
        Arrays.setAll(references, i -> i);
        Cargo cargo = new Cargo(
                new Snapshot(
                        small().snapshot().program(),
                        List.of(
                                new HeapBlock.Instances(1, objects, 0, new byte[objects * 24]),
                                new HeapBlock.ReferenceArrays(objects + 1, 0, new int[] {objects}, references))),
                noMorphs());
        byte[] bytes = bytes(cargo);
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
            SnapshotFile.write(out, cargo);
            long written = System.nanoTime();
            SnapshotFile.read(new ByteArrayInputStream(bytes));
            long read = System.nanoTime();
            System.out.printf(
                    "%d MB: written at %d MB/s, read at %d MB/s%n",
                    bytes.length / 1_000_000,
                    bytes.length * 1000L / (written - start),
                    bytes.length * 1000L / (read - written));
        }
    }

    private static byte[] bytes(Cargo cargo) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SnapshotFile.write(out, cargo);
        return out.toByteArray();
    }

    /** Content of an attacker's choice with every checksum right. */
    private static byte[] framed(byte[] content) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] whole = bytes(small());
        byte[] header = Arrays.copyOf(whole, FORMAT_AT + Integer.BYTES + Short.BYTES + "17".length());
        out.write(header);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(header);
        ChunkedOutput chunks = new ChunkedOutput(out, digest);
        chunks.write(content);
        chunks.finish();
        return out.toByteArray();
    }

    static Cargo small() {
        Origin origin = new Origin(
                "17",
                "v",
                "a",
                "4/16",
                List.of("-Xmx1g"),
                true,
                false,
                "",
                "Main",
                List.of("one"),
                0,
                List.of("/x.jar"),
                "/",
                Map.of("k", "v"),
                1,
                2,
                -3);
        LoadedClass object = new LoadedClass(
                "java/lang/Object",
                new ClassOrigin.ByName(ClassOrigin.BuiltinLoader.BOOT),
                LoadedClass.NONE,
                LoadedClass.State.INITIALIZED,
                List.of());
        Frame frame = new Frame(
                0,
                "main",
                "()V",
                3,
                -1,
                Frame.Treatment.MORPH,
                List.of(Value.TOP, new Value.LongValue(-1)),
                List.of(new Value.DoubleValue(87.5)),
                List.of(1));
        Program program = new Program(
                origin,
                List.of(object),
                List.of(),
                List.of(),
                new IdentityHashes(new int[] {1}, new int[] {0x7fffffff}),
                List.of(),
                List.of(new ThreadState("main", 1, true, false, List.of(frame))));
        List<HeapBlock> heap = List.of(
                new HeapBlock.Named(1, List.of(new NamedObject.InternedString("\ud800ä"))),
                new HeapBlock.Instances(2, 1, 0, new byte[0]));
        return new Cargo(new Snapshot(program, heap), noMorphs());
    }

    private static Morphs noMorphs() {
        return new Morphs(List.of(), List.of());
    }
}
