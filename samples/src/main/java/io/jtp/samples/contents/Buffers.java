package io.jtp.samples.contents;

import io.jtp.samples.Here;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Direct and mapped buffers, their slices, duplicates and views, which look at the same memory before and after. */
public final class Buffers {
    private Buffers() {}

    private static void direct() {
        ByteBuffer whole = ByteBuffer.allocateDirect(1000);
        for (int i = 0; whole.remaining() >= 4; i++) {
            whole.putInt(i);
        }
        whole.position(100).mark().limit(600);
        ByteBuffer slice = whole.slice().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer copy = whole.duplicate();
        ByteBuffer constant = slice.asReadOnlyBuffer();
        LongBuffer longs = whole.asLongBuffer();
        IntBuffer turned = slice.slice(1, 41).order(ByteOrder.nativeOrder()).asIntBuffer();
        CharBuffer chars = copy.order(ByteOrder.nativeOrder()).asCharBuffer();
        whole = null;
        Here.now();
        slice.putInt(8, 0x01020304);
        System.out.println(copy.position() + " " + copy.limit() + " " + copy.capacity() + " " + copy.isDirect());
        System.out.println(Long.toHexString(longs.get(1)) + " " + turned.get(2) + " " + (int) chars.get(4) + " "
                + constant.get(8) + " " + constant.isReadOnly());
        copy.order(ByteOrder.BIG_ENDIAN).putLong(116, 42);
        Here.now();
        System.out.println(
                longs.get(2) + " " + slice.getLong(16) + " " + copy.reset().position());
        System.out.println(slice.order() + " " + slice.compareTo(constant) + " " + slice.hashCode());
    }

    private static void empty() {
        ByteBuffer none = ByteBuffer.allocateDirect(0);
        DoubleBuffer doubles = ByteBuffer.allocateDirect(64)
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer()
                .put(3, Math.E)
                .slice(2, 3);
        ByteBuffer large = ByteBuffer.allocateDirect(100_000);
        for (int i = 0; i < large.capacity(); i++) {
            large.put(i, (byte) (i * 31));
        }
        Here.now();
        int sum = 0;
        while (large.hasRemaining()) {
            sum = 31 * sum + large.get();
        }
        System.out.println(none.capacity() + " " + doubles.get(1) + " " + sum);
    }

    private static void onHeap() {
        ByteBuffer heap = ByteBuffer.allocate(64);
        IntBuffer ints = heap.position(3).slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        CharBuffer text = CharBuffer.wrap("wrapped text", 3, 9);
        Here.now();
        ints.put(2, 77);
        System.out.println(heap.get(11) + " " + text + " " + heap.slice().getInt(8));
    }

    private static void mapped() throws IOException {
        Path path = Files.createTempFile(Path.of(""), "mapped", null);
        MappedByteBuffer map;
        MappedByteBuffer constant;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            map = channel.map(FileChannel.MapMode.READ_WRITE, 10, 5000);
            constant = channel.map(FileChannel.MapMode.READ_ONLY, 0, 5010);
        }
        for (int i = 0; i < 5000; i++) {
            map.put(i, (byte) (i * i));
        }
        IntBuffer view = map.slice(1000, 1000).asIntBuffer();
        Here.now();
        view.put(0, 0x11223344);
        System.out.println(
                map.getInt(1000) + " " + constant.getInt(1010) + " " + map.capacity() + " " + map.isDirect());
        map.force();
        Here.now();
        map.put(4999, (byte) 99);
        map.force();
        byte[] file = Files.readAllBytes(path);
        System.out.println(file.length + " " + file[5009] + " " + file[1010] + " " + constant.get(5009));
        Files.delete(path);
    }

    public static void main(String[] args) throws IOException {
        Here.begin();
        direct();
        empty();
        onHeap();
        mapped();
    }
}
