package io.jtp.capture;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import io.jtp.capture.heap.HeapCapture;
import java.io.IOException;

/**
 * The native libraries that classes on the class path have loaded ({@code System.load}, {@code loadLibrary}). The JVM has them by their
 * class loader, which is not read like others, since the destination has one of its own. Those of the program's own loaders are found with them.
 */
final class LoadedLibraries {
    private LoadedLibraries() {}

    /** Tells a capture of them. @param choice whether the destination is to load them */
    static void tell(Invoker invoker, HeapCapture heap, NativeLibraries choice)
            throws InvocationFailedException, IOException {
        ObjectReference loader = invoker.staticObject("jdk.internal.loader.ClassLoaders", "APP_LOADER");
        ObjectReference libraries = field(field(loader, "libraries"), "libraries");
        if (field(libraries, "table") == null) {
            // a map that nothing has been put into: so it is with most programs, and there is nothing to invoke
            return;
        }
        ObjectReference values = invoker.objectFrom(libraries, "values", "()Ljava/util/Collection;");
        ArrayReference all = (ArrayReference) invoker.objectFrom(values, "toArray", "()[Ljava/lang/Object;");
        for (Value each : all.getValues()) {
            ObjectReference library = (ObjectReference) each;
            ClassObjectReference user = (ClassObjectReference) field(library, "fromClass");
            String path = ((StringReference) field(library, "name")).value();
            heap.addLibrary(user.uniqueID(), path, choice == NativeLibraries.SAME);
        }
    }

    private static ObjectReference field(ObjectReference object, String name) {
        return (ObjectReference) object.getValue(object.referenceType().fieldByName(name));
    }
}
