package io.jtp.capture.heap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The class files of what the program's own class loaders have defined, as far as they have been found, with the protection domains. Kept
 * by class, since two loaders can have different classes of one name.
 */
public final class MadeClassFiles {

    /** No protection domain is 0. */
    private record Made(byte[] classFile, long domain) {}

    private record Name(long loader, String name) {}

    private final Map<Long, Made> byType = new HashMap<>();
    private final Map<Name, Made> unlinked = new HashMap<>();
    private final Set<Long> unlinkedTypes = new LinkedHashSet<>();
    private final Set<Long> loaders = new LinkedHashSet<>();
    private final Map<Long, String> missing = new HashMap<>();
    private final Map<Name, String> missingUnlinked = new HashMap<>();
    private final Set<Name> linkedToWrite = new HashSet<>();

    MadeClassFiles() {}

    /**
     * Takes a class file that has been found to be the one that runs.
     *
     * @param typeId reference type id
     * @param domain object id of the class's protection domain, 0 if it has none; it must not be collected as long as the class is not
     */
    public void put(long typeId, byte[] classFile, long domain) {
        byType.put(typeId, new Made(classFile, domain));
    }

    /**
     * The same for a class that has not been linked yet, which JDWP does not list.
     *
     * @param loader object id
     * @param name internal name
     */
    public void putUnlinked(long loader, String name, byte[] classFile, long domain) {
        unlinked.put(new Name(loader, name), new Made(classFile, domain));
    }

    /** Makes a loader known that has been asked for all its classes. @param id object id */
    public void addLoader(long id) {
        loaders.add(id);
    }

    /** Makes a class known that has not been linked yet. @param typeId object id of its {@code Class} */
    public void addUnlinked(long typeId) {
        unlinkedTypes.add(typeId);
    }

    /** {@return object ids of the classes that have been made known, and were not linked then} */
    Iterable<Long> unlinkedTypes() {
        return unlinkedTypes;
    }

    /** {@return object ids of all loaders that have been made known} */
    Iterable<Long> loaders() {
        return loaders;
    }

    /** Takes the reason why there is no class file. @param typeId reference type id */
    public void missing(long typeId, String why) {
        missing.put(typeId, why);
    }

    /** The same for a class that has not been linked yet. @param loader object id @param name internal name */
    public void missingUnlinked(long loader, String name, String why) {
        missingUnlinked.put(new Name(loader, name), why);
    }

    /** Takes note of a class that the JVM would link if it were to write its class file. @param loader object id @param name internal name */
    public void linkedToWrite(long loader, String name) {
        linkedToWrite.add(new Name(loader, name));
    }

    /** {@return whether all that a class file takes is that the program uses the class} */
    boolean isLinkedToWrite(long loader, String name) {
        return linkedToWrite.contains(new Name(loader, name));
    }

    /** {@return why there is no class file, if it was looked for} */
    Optional<String> whyMissing(long typeId) {
        return Optional.ofNullable(missing.get(typeId));
    }

    /** {@return why there is no class file, if it was looked for} */
    Optional<String> whyMissing(long loader, String name) {
        return Optional.ofNullable(missingUnlinked.get(new Name(loader, name)));
    }

    /** {@return whether the class file of a class is known that has not been linked yet} */
    public boolean hasUnlinked(long loader, String name) {
        return unlinked.containsKey(new Name(loader, name));
    }

    /** {@return its class file, if it is known} */
    Optional<byte[]> unlinked(long loader, String name) {
        return Optional.ofNullable(unlinked.get(new Name(loader, name))).map(Made::classFile);
    }

    /** {@return object id of its protection domain, or 0} */
    long unlinkedDomain(long loader, String name) {
        Made made = unlinked.get(new Name(loader, name));
        return made == null ? 0 : made.domain();
    }

    /** {@return the class file; empty for classes of built-in loaders and where none was found} */
    public Optional<byte[]> find(long typeId) {
        return Optional.ofNullable(byType.get(typeId)).map(Made::classFile);
    }

    /** {@return object id of the protection domain, or 0} */
    long domain(long typeId) {
        Made made = byType.get(typeId);
        return made == null ? 0 : made.domain();
    }

    /** {@return object ids of all protection domains} */
    Iterable<Long> domains() {
        return Stream.concat(byType.values().stream(), unlinked.values().stream())
                .map(Made::domain)
                .filter(id -> id != 0)
                .distinct()::iterator;
    }
}
