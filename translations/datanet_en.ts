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
    <name>datanet::app::PayoutRounds</name>
    <message numerus="yes">
        <source>%n answers</source>
        <translation>
            <numerusform>one answer</numerusform>
            <numerusform>%n answers</numerusform>
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
<context>
    <name>UnlockSheet</name>
    <message numerus="yes">
        <source>The account stays open for %n minutes, then its key is wiped from memory. You can lock it earlier under Wallet.</source>
        <translation>
            <numerusform>The account stays open for one minute, then its key is wiped from memory. You can lock it earlier under Wallet.</numerusform>
            <numerusform>The account stays open for %n minutes, then its key is wiped from memory. You can lock it earlier under Wallet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewAccountSheet</name>
    <message numerus="yes">
        <source>Passphrase, at least %n characters</source>
        <translation>
            <numerusform>Passphrase, at least one character</numerusform>
            <numerusform>Passphrase, at least %n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recovery words, shown as a picture</source>
        <translation>
            <numerusform>One recovery word, shown as a picture</numerusform>
            <numerusform>%n recovery words, shown as a picture</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message numerus="yes">
        <source>%n records are on their way and wait</source>
        <translation>
            <numerusform>One record is on its way and waits</numerusform>
            <numerusform>%n records are on their way and wait</numerusform>
        </translation>
    </message>
</context>
</TS>
