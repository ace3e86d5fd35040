package io.jtp.samples.jdkframes;

import io.jtp.samples.Here;
import java.util.List;

/** Frames of the immutable collections, whose classes hold constants that a move changes, below those of the program. */
public final class ImmutableFrames {

    /** Is moved while it is compared. */
    private record Key(String name) {
        @Override
        public boolean equals(Object other) {
            Here.now();
            return other instanceof Key key && key.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    private ImmutableFrames() {}

    public static void main(String[] args) {
        Here.begin();
        List<Key> list = List.of(new Key("one"), new Key("two"), new Key("three"));
        System.out.println("at " + list.indexOf(new Key("two")));
        System.out.println("equal: " + list.equals(List.of(new Key("one"), new Key("two"), new Key("nine"))));
    }
}
