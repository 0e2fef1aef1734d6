<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ContributionRow</name>
    <message numerus="yes">
        <source>Why did %n come back?</source>
        <extracomment>Opens the reasons why records came back</extracomment>
        <translation>
            <numerusform>Why did one come back?</numerusform>
            <numerusform>Why did %n come back?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DatanetsPage</name>
    <message numerus="yes">
        <source>Review, %n waiting</source>
        <extracomment>Button: to the submissions that wait for a reviewer</extracomment>
        <translation>
            <numerusform>Review, one waiting</numerusform>
            <numerusform>Review, %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RailItem</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <extracomment>Said by a screen reader about a place in the rail</extracomment>
        <translation>
            <numerusform>one waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewSubmission</name>
    <message numerus="yes">
        <source>%n to go before you can seal</source>
        <translation>
            <numerusform>one to go before you can seal</numerusform>
            <numerusform>%n to go before you can seal</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendFacts</name>
    <message numerus="yes">
        <source>%n records must be mended first</source>
        <translation>
            <numerusform>One record must be mended first</numerusform>
            <numerusform>%n records must be mended first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reviewers will look at %n findings.</source>
        <translation>
            <numerusform>Reviewers will look at one finding.</numerusform>
            <numerusform>Reviewers will look at %n findings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendSheet</name>
    <message numerus="yes">
        <source>Send %n records for review</source>
        <extracomment>Dialog that sends records for review; the number of records</extracomment>
        <translation>
            <numerusform>Send one record for review</numerusform>
            <numerusform>Send %n records for review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n records</source>
        <translation>
            <numerusform>Send one record</numerusform>
            <numerusform>Send %n records</numerusform>
        </translation>
    </message>
</context>
</TS>
