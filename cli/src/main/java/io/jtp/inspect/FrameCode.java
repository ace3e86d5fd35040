package io.jtp.inspect;

import io.jtp.classfile.ClassFile;
import io.jtp.classfile.ClassFileSource;
import io.jtp.classfile.MethodCode;
import io.jtp.snapshot.ClassOrigin.BuiltinLoader;
import io.jtp.snapshot.ClassOrigin.ByName;
import io.jtp.snapshot.ClassOrigin.Defined;
import io.jtp.snapshot.Frame;
import io.jtp.snapshot.LoadedClass;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Class files of the methods on the stacks, for the names of variables and source files. A snapshot does not hold those of the class path and the
 * JDK, so what is there now may be another version: it is believed only if the instruction and its line are where the frame says.
 */
final class FrameCode {

    private final List<LoadedClass> classes;
    private final ClassFileSource source;
    private final Map<Integer, Optional<ClassFile>> files = new HashMap<>();
    private boolean missing;

    FrameCode(List<LoadedClass> classes, ClassFileSource source) {
        this.classes = classes;
        this.source = source;
    }

    /**
     * {@return the method of a frame, if its class file is to be had} Empty for native methods. A frame without an offset whose method has code is kept out
     * of that method's monitor.
     */
    Optional<MethodCode> of(Frame frame) {
        Optional<MethodCode> found = files.computeIfAbsent(frame.type(), this::file)
                .flatMap(file -> file.method(frame.method(), frame.descriptor()))
                .filter(code -> frame.bci() < 0 || isAt(code, frame));
        missing |= found.isEmpty() && frame.treatment() == Frame.Treatment.MORPH;
        return found;
    }

    private static boolean isAt(MethodCode code, Frame frame) {
        return code.isInstruction(frame.bci()) && (frame.line() < 0 || code.line(frame.bci()) == frame.line());
    }

    /** {@return whether the class file of a method that was asked for was not there, or another one} */
    boolean isIncomplete() {
        return missing;
    }

    private Optional<ClassFile> file(int type) {
        LoadedClass loaded = classes.get(type);
        try {
            Optional<byte[]> bytes = Optional.empty();
            if (loaded.origin() instanceof Defined defined) {
                bytes = Optional.of(defined.classFile());
            } else if (loaded.origin() instanceof ByName byName) {
                bytes = source.find(loaded.name(), byName.loader());
            }
            ClassFileSource none = (String name, BuiltinLoader loader) -> Optional.empty();
            return bytes.map(file -> ClassFile.parse(file, none));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            // not to be had, as if it were not there
            return Optional.empty();
        }
    }
}
