package io.jtp.capture.jdwp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import io.jtp.capture.TargetJvm;
import io.jtp.capture.TargetJvm.Jdk;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdwpPipeTest {

    /** Holds something of each kind, says so and waits for the end of its input. */
    static final class Program {
        static final Object[] MANY = new Object[20_000];
        static final String ODD = "a\0ä€\ud83d\ude00\ud83d!";
        static int number = 42;

        int id;
        long wide = Long.MIN_VALUE;
        double real = -0.5;
        String name;

        Program(int id) {
            this.id = id;
            this.name = "number " + id;
        }

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < MANY.length; i++) {
                MANY[i] = new Program(i);
            }
            System.out.println("ready");
            System.in.read();
        }
    }

    static List<Jdk> jdks() {
        return TargetJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void reads_many_objects_beside_jdi(Jdk jdk) throws IOException {
        try (TargetJvm target = TargetJvm.start(jdk, Program.class)) {
            target.awaitLine("ready");
            JdwpConnection connection = target.connect();
            VirtualMachine vm = TargetJvm.attach(connection);
            JdwpPipe pipe = JdwpPipe.over(connection);
            vm.suspend();

            ReferenceType program = vm.classesByName(Program.class.getName()).get(0);
            long type = program.classObject().uniqueID();
            ClassEntry entry = pipe.ask(Commands.allClasses()).stream()
                    .filter(c -> c.signature().equals(program.signature()))
                    .findFirst()
                    .orElseThrow();
            assertThat(entry.id()).isEqualTo(type);
            assertThat(entry.initialized()).isTrue();

            List<FieldEntry> fields = pipe.ask(Commands.fields(type));
            assertThat(fields)
                    .extracting(FieldEntry::name)
                    .containsExactly("MANY", "ODD", "number", "id", "wide", "real", "name");
            List<TaggedValue> statics = pipe.ask(Commands.staticValues(
                    type, fields.get(0).id(), fields.get(1).id(), fields.get(2).id()));
            ArrayReference many = (ArrayReference) program.getValue(program.fieldByName("MANY"));
            assertThat(statics.get(0)).isEqualTo(new TaggedValue(Tags.ARRAY, many.uniqueID()));
            assertThat(pipe.ask(Commands.stringValue(statics.get(1).bits()))).isEqualTo(Program.ODD);
            assertThat(statics.get(2)).isEqualTo(new TaggedValue(Tags.INT, 42));

            int length = pipe.ask(Commands.arrayLength(many.uniqueID()));
            assertThat(length).isEqualTo(20_000);
            List<Long> elements = new ArrayList<>();
            for (int first = 0; first < length; first += Commands.MOST_ELEMENTS) {
                pipe.send(Commands.elements(many.uniqueID(), first, Commands.MOST_ELEMENTS), region -> {
                    for (long element : region.values()) {
                        elements.add(element);
                    }
                });
            }
            pipe.finish();
            assertThat(elements).hasSize(20_000).doesNotHaveDuplicates();
            assertThat(elements.get(7)).isEqualTo(((ObjectReference) many.getValue(7)).uniqueID());

            List<List<TaggedValue>> rows = new ArrayList<>();
            for (long element : elements) {
                pipe.send(
                        Commands.fieldValues(
                                element,
                                fields.get(3).id(),
                                fields.get(4).id(),
                                fields.get(5).id()),
                        rows::add);
            }
            pipe.finish();
            assertThat(rows).hasSize(20_000);
            assertThat(rows.get(19_999))
                    .containsExactly(
                            new TaggedValue(Tags.INT, 19_999),
                            new TaggedValue(Tags.LONG, Long.MIN_VALUE),
                            new TaggedValue(Tags.DOUBLE, Double.doubleToRawLongBits(-0.5)));
            assertThat(pipe.ask(Commands.instances(type))).containsExactlyInAnyOrder(elements.toArray(new Long[0]));

            vm.dispose();
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void goes_on_after_an_error(Jdk jdk) throws IOException {
        try (TargetJvm target = TargetJvm.start(jdk, Program.class)) {
            target.awaitLine("ready");
            JdwpConnection connection = target.connect();
            VirtualMachine vm = TargetJvm.attach(connection);
            JdwpPipe pipe = JdwpPipe.over(connection);
            pipe.send(Commands.stringValue(1L << 40), name -> {});
            pipe.send(Commands.allClasses(), classes -> {});
            assertThatThrownBy(pipe::finish)
                    .isInstanceOfSatisfying(
                            JdwpErrorException.class,
                            e -> assertThat(e.code()).isEqualTo(JdwpErrorException.INVALID_OBJECT));
            assertThat(pipe.ask(Commands.allClasses())).isNotEmpty();

            vm.dispose();
            assertThatThrownBy(() -> pipe.ask(Commands.allClasses())).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void says_that_another_debugger_is_attached(Jdk jdk) throws IOException {
        try (TargetJvm target = TargetJvm.start(jdk, Program.class)) {
            JdwpConnection first = target.connect();
            TargetJvm.attach(first);
            assertThatThrownBy(() -> JdwpConnection.open("127.0.0.1", target.port(), Duration.ofSeconds(5)))
                    .isInstanceOf(JdwpConnectException.class)
                    .hasMessageContaining("debugger is attached");
            first.close();
        }
    }

    @Test
    void says_that_nothing_listens() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertThatThrownBy(() -> JdwpConnection.open("127.0.0.1", port, Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        JdwpConnectException.class,
                        e -> assertThat(e.reason()).isEqualTo(JdwpConnectException.Reason.REFUSED));
    }

    @Test
    void says_that_something_else_listens() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread other = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("SSH-2.0-OpenSSH_9.6\r\n".getBytes());
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            other.start();
            assertThatThrownBy(() -> JdwpConnection.open("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            JdwpConnectException.class,
                            e -> assertThat(e.reason()).isEqualTo(JdwpConnectException.Reason.NOT_JDWP));
            other.join();
        }
    }

    /** As when a thread has come to a breakpoint, or ended, in the same moment. Nobody was told then, and the program waited for two minutes. */
    @Test
    @Timeout(60)
    void hears_of_an_answer_that_an_event_follows_in_the_same_segment() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Void> agent = new FutureTask<>(() -> {
                answerOnce(server);
                return null;
            });
            new Thread(agent).start();
            JdwpConnection connection = JdwpConnection.open("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5));
            FutureTask<byte[]> jdi = new FutureTask<>(() -> {
                byte[] event = connection.readPacket();
                connection.readPacket();
                return event;
            });
            new Thread(jdi).start();
            JdwpPipe.over(connection);
            connection.close();
            assertThat(jdi.get()).hasSize(Command.HEADER);
            agent.get();
        }
    }

    /** Takes one command, answers it as if it had been for the sizes of ids, sends an event with the answer, and then nothing more. */
    private static void answerOnce(ServerSocket server) throws IOException {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            socket.getOutputStream().write(in.readNBytes("JDWP-Handshake".length()));
            byte[] command = in.readNBytes(Command.HEADER);
            ByteBuffer both = ByteBuffer.allocate(Command.HEADER + 5 * Integer.BYTES + Command.HEADER);
            both.putInt(Command.HEADER + 5 * Integer.BYTES).put(command, 4, 4).put((byte) 0x80);
            both.putShort((short) 0);
            for (int i = 0; i < 5; i++) {
                both.putInt(Long.BYTES);
            }
            both.putInt(Command.HEADER).putInt(1).put((byte) 0).put((byte) 64).put((byte) 100);
            socket.getOutputStream().write(both.array());
            in.readAllBytes();
        }
    }
}
