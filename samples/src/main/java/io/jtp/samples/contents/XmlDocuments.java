package io.jtp.samples.contents;

import io.jtp.samples.Here;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Documents in the middle of being parsed, read, changed, transformed and written. */
public final class XmlDocuments {
    private XmlDocuments() {}

    private static final String DOCUMENT = "<?xml version='1.0'?><!DOCTYPE shop [<!ENTITY brand 'Acme'>]>"
            + "<shop name='&brand;'><item price='3'>apple</item><!-- two --><item price='4.5'>&brand; pear &lt;ripe&gt;</item>"
            + "<box><item price='1'>plum</item></box></shop>";

    /** Its methods are called by the parser. */
    private static final class Handler extends DefaultHandler {
        private final StringBuilder seen = new StringBuilder();
        private int depth;

        @Override
        public void startElement(String uri, String localName, String qName, Attributes attributes) {
            depth++;
            if (qName.equals("item")) {
                Here.now();
            }
            seen.append(qName).append(depth).append(attributes.getLength() > 0 ? attributes.getValue(0) : "");
        }

        @Override
        public void endElement(String uri, String localName, String qName) {
            depth--;
        }

        @Override
        public void characters(char[] text, int start, int length) {
            seen.append('(').append(text, start, length).append(')');
        }
    }

    private static void events() throws Exception {
        Handler handler = new Handler();
        SAXParserFactory.newInstance().newSAXParser().parse(new InputSource(new StringReader(DOCUMENT)), handler);
        System.out.println(handler.seen);
    }

    private static void streams() throws Exception {
        XMLStreamReader reader = XMLInputFactory.newInstance().createXMLStreamReader(new StringReader(DOCUMENT));
        XMLEventReader events = XMLInputFactory.newInstance().createXMLEventReader(new StringReader(DOCUMENT));
        StringWriter written = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(written);
        writer.writeStartElement("copy");
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("box")) {
                Here.now();
            }
            if (event == XMLStreamReader.CHARACTERS) {
                writer.writeCharacters(reader.getText());
                System.out.println(events.nextEvent().getEventType() + " " + events.hasNext());
            }
        }
        writer.writeEndElement();
        writer.flush();
        System.out.println(written);
    }

    private static void trees() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(DOCUMENT)));
        XPath path = XPathFactory.newInstance().newXPath();
        XPathExpression sum = path.compile("sum(//item/@price)");
        NodeList items = document.getElementsByTagName("item");
        Element item = (Element) items.item(1);
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        Here.now();
        item.setAttribute("price", "10");
        document.getDocumentElement().appendChild(document.createElement("item"));
        System.out.println(sum.evaluate(document, XPathConstants.NUMBER) + " " + items.getLength());
        StringWriter text = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(text));
        System.out.println(text);
    }

    public static void main(String[] args) throws Exception {
        Here.begin();
        events();
        streams();
        trees();
    }
}
