package io.jtp.capture.hprof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.jtp.capture.hprof.HprofDump.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads a dump of this JVM, and what is none. */
class HprofDumpTest {

    private static final String HEADER = "JAVA PROFILE 1.0.2\0";

    private static final int CUTS = 40;

    /** To be found in the dump. */
    private static final class Marked {
        private static final Marked ONE = new Marked();
        private final byte tiny = -2;
        private final char letter = 0xfffe;
        private final short small = -3;
        private final boolean yes = true;
        private final int number = -4;
        private final long large = Long.MIN_VALUE + 5;
        private final float fraction = 0.5f;
        private final double fine = -0.25;
        private final long[] longs = {6, -7};
        private final Object[] objects = {this, null};
    }

    @TempDir
    private static Path directory;

    private static Path whole;

    @BeforeAll
    static void dump() throws IOException {
        assertThat(Marked.ONE).isNotNull();
        whole = directory.resolve("whole.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(whole.toString(), true);
    }

    private static HprofDump open(Path file) throws IOException {
        return HprofDump.read(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    private static Path copy(String name) throws IOException {
        return Files.copy(whole, directory.resolve(name));
    }

    @Test
    void values_are_those_of_the_objects() throws IOException {
        Marked one = Marked.ONE;
        Path file = copy("values.hprof");
        try (HprofDump dump = open(file)) {
            int found = instance(dump);
            assertThat(found).isPositive();
            DumpClass type = dump.dumpClass(dump.classOf(found));
            long at = dump.values(found);
            for (DumpClass.Field field : type.fields()) {
                long value = dump.value(at, field.type());
                switch (field.name()) {
                    case "tiny" -> assertThat(value).isEqualTo(one.tiny);
                    case "letter" -> assertThat(value).isEqualTo(one.letter);
                    case "small" -> assertThat(value).isEqualTo(one.small);
                    case "yes" -> assertThat(value).isEqualTo(one.yes ? 1 : 0);
                    case "number" -> assertThat(value).isEqualTo(one.number);
                    case "large" -> assertThat(value).isEqualTo(one.large);
                    case "fraction" ->
                        assertThat(Float.intBitsToFloat((int) value)).isEqualTo(one.fraction);
                    case "fine" -> assertThat(Double.longBitsToDouble(value)).isEqualTo(one.fine);
                    case "longs" -> {
                        int longs = dump.find(value);
                        assertThat(dump.kind(longs)).isEqualTo(Kind.PRIMITIVE_ARRAY);
                        assertThat(dump.elementType(longs)).isEqualTo('J');
                        assertThat(dump.length(longs)).isEqualTo(one.longs.length);
                        assertThat(dump.value(dump.values(longs) + Long.BYTES, 'J'))
                                .isEqualTo(one.longs[1]);
                    }
                    case "objects" -> {
                        int objects = dump.find(value);
                        assertThat(dump.kind(objects)).isEqualTo(Kind.REFERENCE_ARRAY);
                        assertThat(dump.length(objects)).isEqualTo(one.objects.length);
                        assertThat(dump.find(dump.reference(dump.values(objects))))
                                .isEqualTo(found);
                        assertThat(dump.reference(dump.values(objects) + Long.BYTES))
                                .isZero();
                    }
                    default -> assertThat(field.name()).startsWith("$jacoco");
                }
                at += field.size();
            }
        }
        assertThat(Files.size(file)).as("bytes that stay behind").isZero();
    }

    private static int instance(HprofDump dump) throws IOException {
        String name = Marked.class.getName().replace('.', '/');
        for (int i = 1; i <= dump.size(); i++) {
            if (dump.kind(i) == Kind.INSTANCE && name.equals(dump.className(dump.find(dump.classOf(i))))) {
                return i;
            }
        }
        return 0;
    }

    @Test
    void what_is_cut_off_is_refused() throws IOException {
        long size = Files.size(whole);
        Random random = new Random(17);
        for (int i = 0; i < CUTS; i++) {
            // the last bytes are the likeliest to be missing
            long length = i < CUTS / 2 ? random.nextLong(size) : size - 1 - random.nextInt(100);
            Path file = copy("cut" + i + ".hprof");
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            assertThatThrownBy(() -> open(file))
                    .as("the first %s bytes", length)
                    .isInstanceOf(HprofException.class);
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "JAVA PROFILE", "JAVA PROFILE 1.0.1\0 of an older JVM, with 4 bytes", "PK\3\4 and so on"})
    void what_is_no_dump_is_refused(String content) throws IOException {
        Path file = Files.createTempFile(directory, "foreign", "");
        Files.writeString(file, content + " ".repeat(content.length()), StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> open(file)).isInstanceOf(HprofException.class).hasMessageContaining("begin");
    }

    @Test
    void a_dump_of_a_32_bit_jvm_is_refused() throws IOException {
        assertThatThrownBy(() -> open(made(4, new byte[0])))
                .isInstanceOf(HprofException.class)
                .hasMessageContaining("64-bit");
    }

    /** Lengths that are not true must not lead anywhere. */
    @ParameterizedTest
    @ValueSource(ints = {0, 9, 18, 26, 0x7fff_ffff, -1})
    void a_damaged_record_is_refused(int length) throws IOException {
        ByteBuffer segment = ByteBuffer.allocate(9 + 18 + 9);
        // an array of bytes in a segment, and the end
        segment.put((byte) 0x1c).putInt(0).putInt(18);
        segment.put((byte) 0x23).putLong(8).putInt(0).putInt(length).put((byte) 8);
        segment.put((byte) 0x2c).putInt(0).putInt(0);
        Path file = made(8, segment.array());
        if (length == 0) {
            open(file).close();
        } else {
            assertThatThrownBy(() -> open(file)).isInstanceOf(HprofException.class);
        }
    }

    private static Path made(int idSize, byte[] records) throws IOException {
        Path file = Files.createTempFile(directory, "made", ".hprof");
        ByteBuffer bytes = ByteBuffer.allocate(HEADER.length() + 12 + records.length);
        bytes.put(HEADER.getBytes(StandardCharsets.US_ASCII))
                .putInt(idSize)
                .putLong(0)
                .put(records);
        Files.write(file, bytes.array());
        return file;
    }
}
