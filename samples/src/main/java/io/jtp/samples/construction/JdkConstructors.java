package io.jtp.samples.construction;

import io.jtp.samples.Here;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Constructors of the JDK that call code of the program, and classes of the program that extend some of the JDK's. */
public final class JdkConstructors {
    private JdkConstructors() {}

    static final class Numbers extends AbstractList<Integer> {
        private final int count;

        Numbers(int count) {
            Here.now();
            this.count = count;
        }

        @Override
        public Integer get(int index) {
            Here.now();
            return index * index;
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public Object[] toArray() {
            Here.now();
            return super.toArray();
        }
    }

    static final class Named extends AbstractMap<String, Integer> {
        private final Map<String, Integer> names = new LinkedHashMap<>();

        Named(String... keys) {
            for (String key : keys) {
                names.put(key, key.length());
            }
        }

        @Override
        public Set<Entry<String, Integer>> entrySet() {
            Here.now();
            return names.entrySet();
        }
    }

    static final class Letters implements CharSequence {
        @Override
        public int length() {
            Here.now();
            return 4;
        }

        @Override
        public char charAt(int index) {
            Here.now();
            return (char) ('a' + index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return toString().substring(from, to);
        }

        @Override
        public String toString() {
            return "abcd";
        }
    }

    static class Trouble extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;
        private transient int filled;

        Trouble(int code, Throwable cause) {
            super("code " + code, cause);
            Here.now();
            this.code = code;
        }

        Trouble(Throwable cause) {
            super(cause);
            this.code = -1;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            Here.now();
            filled++;
            return super.fillInStackTrace();
        }

        @Override
        public String toString() {
            Here.now();
            return getMessage() + "/" + code + "/" + filled + " at line "
                    + (getStackTrace()[0].getLineNumber() > 0 ? "known" : "unknown");
        }
    }

    static final class Worker extends Thread {
        private final List<String> log;

        Worker(List<String> log) {
            super("worker");
            Here.now();
            this.log = log;
            log.add(getName() + isDaemon() + (log instanceof Collection));
        }
    }

    public static void main(String[] args) {
        Here.begin();
        List<Integer> list = new ArrayList<>(new Numbers(3));
        Set<Integer> ordered = new LinkedHashSet<>(new Numbers(3));
        System.out.println(list + " " + ordered);
        Map<String, Integer> hashed = new HashMap<>(new Named("one", "three"));
        TreeMap<String, Integer> backwards = new TreeMap<>((a, b) -> {
            Here.now();
            return b.compareTo(a);
        });
        backwards.putAll(hashed);
        Iterator<String> keys = new TreeMap<>(backwards).keySet().iterator();
        System.out.println(hashed.get("three") + " " + keys.next() + " " + new StringBuilder(new Letters()));
        try {
            throw new Trouble(5, new Trouble(null));
        } catch (Trouble e) {
            System.out.println(e + " " + e.getCause() + " " + new Trouble(e).getMessage());
        }
        List<String> log = new ArrayList<>();
        Worker worker = new Worker(log);
        System.out.println(log + " " + worker.getState());
    }
}
