package io.jtp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;

/** What is sent to every destination, packed into the cli as a resource. */
class AgentJarTest {

    @Test
    void carriesTheAgentAndRelocatedKryoAndNothingElse() throws IOException {
        List<String> classes = new ArrayList<>();
        try (JarInputStream jar = new JarInputStream(Main.class.getResourceAsStream("/jtp-agent.jar"))) {
            for (JarEntry entry; (entry = jar.getNextJarEntry()) != null; ) {
                if (entry.getName().endsWith(".class")) {
                    classes.add(entry.getName());
                }
            }
        }
        assertThat(classes)
                .allMatch(name -> name.startsWith("io/jtp/resume/") || name.startsWith("io/jtp/snapshot/"))
                .contains(
                        "io/jtp/snapshot/Snapshot.class",
                        "io/jtp/resume/shaded/com/esotericsoftware/kryo/Kryo.class",
                        "io/jtp/resume/shaded/org/objenesis/Objenesis.class");
    }

    @Test
    void saysThatItIsAnAgentAndMayChangeClasses() throws IOException {
        try (JarInputStream jar = new JarInputStream(Main.class.getResourceAsStream("/jtp-agent.jar"))) {
            Attributes says = jar.getManifest().getMainAttributes();
            assertThat(says.getValue("Premain-Class")).isEqualTo("io.jtp.resume.Agent");
            assertThat(says.getValue("Agent-Class")).isEqualTo("io.jtp.resume.Agent");
            assertThat(says.getValue("Boot-Class-Path")).isEqualTo("jtp-agent.jar");
            assertThat(says.getValue("Can-Redefine-Classes")).isEqualTo("true");
            assertThat(says.getValue("Can-Retransform-Classes")).isEqualTo("true");
        }
    }
}
