<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ContributionReasons</name>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>More records came back than are listed</extracomment>
        <translation>
            <numerusform>and one more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
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
    <name>EarningsReading</name>
    <message numerus="yes">
        <source>%n answers</source>
        <extracomment>How many answers used the account&apos;s records</extracomment>
        <translation>
            <numerusform>one answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payout rounds</source>
        <translation>
            <numerusform>One payout round</numerusform>
            <numerusform>%n payout rounds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payout rounds, if nobody objects until %1.</source>
        <translation>
            <numerusform>One payout round, if nobody objects until %1.</numerusform>
            <numerusform>%n payout rounds, if nobody objects until %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From %n models</source>
        <translation>
            <numerusform>From one model</numerusform>
            <numerusform>From %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomeContent</name>
    <message numerus="yes">
        <source>%n records are on their way and wait</source>
        <extracomment>A submission stopped on its way</extracomment>
        <translation>
            <numerusform>One record is on its way and waits</numerusform>
            <numerusform>%n records are on their way and wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NeedsYouCard</name>
    <message numerus="yes">
        <source>%n records came back</source>
        <translation>
            <numerusform>One record came back</numerusform>
            <numerusform>%n records came back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n reviews are waiting</source>
        <translation>
            <numerusform>One review is waiting</numerusform>
            <numerusform>%n reviews are waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of your sealed votes can be opened</source>
        <translation>
            <numerusform>%n of your sealed votes can be opened</numerusform>
            <numerusform>%n of your sealed votes can be opened</numerusform>
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
        <extracomment>Said instead of the words, which are not read aloud</extracomment>
        <translation>
            <numerusform>One recovery word, shown as a picture</numerusform>
            <numerusform>%n recovery words, shown as a picture</numerusform>
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
    <name>ReviewAgreement</name>
    <message numerus="yes">
        <source>They differ about %n records:</source>
        <translation>
            <numerusform>They differ about %n record:</numerusform>
            <numerusform>They differ about %n records:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewManySheet</name>
    <message numerus="yes">
        <source>Leave out %n records</source>
        <extracomment>Button: records do not become part of the datanet</extracomment>
        <translation>
            <numerusform>Leave out %n record</numerusform>
            <numerusform>Leave out %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records fit.</source>
        <translation>
            <numerusform>%n record fits.</numerusform>
            <numerusform>%n records fit.</numerusform>
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
    <message numerus="yes">
        <source>%n accepted records would go, with nothing in their place</source>
        <extracomment>Of a submission under review</extracomment>
        <translation>
            <numerusform>One accepted record would go, with nothing in its place</numerusform>
            <numerusform>%n accepted records would go, with nothing in their place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and one more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RewardsCard</name>
    <message numerus="yes">
        <source>All %n payout rounds</source>
        <extracomment>Shows the older ones too</extracomment>
        <translation>
            <numerusform>All payout rounds</numerusform>
            <numerusform>All %n payout rounds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RiskText</name>
    <message numerus="yes">
        <source>Copied records were proven in %n submissions of its contributor</source>
        <extracomment>Of a contributor: somebody has proven that submissions held records of others</extracomment>
        <translation>
            <numerusform>Copied records were proven in %n submission of its contributor</numerusform>
            <numerusform>Copied records were proven in %n submissions of its contributor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesEditorPage</name>
    <message numerus="yes">
        <source>%n places need mending before the rules can be published.</source>
        <translation>
            <numerusform>%n place needs mending before the rules can be published.</numerusform>
            <numerusform>%n places need mending before the rules can be published.</numerusform>
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
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>Behind the names of a few records: how many there are besides</extracomment>
        <translation>
            <numerusform>and one more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n published records are corrected or taken out</source>
        <translation>
            <numerusform>One published record is corrected or taken out</numerusform>
            <numerusform>%n published records are corrected or taken out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendSheet</name>
    <message numerus="yes">
        <source>Send %n records for review</source>
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
    <name>StakingReading</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementAnswers</name>
    <message numerus="yes">
        <source>%n more answers</source>
        <extracomment>Lists further answers</extracomment>
        <translation>
            <numerusform>One more answer</numerusform>
            <numerusform>%n more answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatementText</name>
    <message numerus="yes">
        <source>These %n answers</source>
        <extracomment>Sum of the answers that are listed</extracomment>
        <translation>
            <numerusform>This answer</numerusform>
            <numerusform>These %n answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %n</source>
        <extracomment>Sum of the answers that are not listed</extracomment>
        <translation>
            <numerusform>The other one</numerusform>
            <numerusform>The other %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockSheet</name>
    <message numerus="yes">
        <source>The account stays open for %n minutes, then its key is wiped from memory. You can lock it earlier under Wallet.</source>
        <extracomment>How long an account stays open</extracomment>
        <translation>
            <numerusform>The account stays open for one minute, then its key is wiped from memory. You can lock it earlier under Wallet.</numerusform>
            <numerusform>The account stays open for %n minutes, then its key is wiped from memory. You can lock it earlier under Wallet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>datanet::app::ContributionDetails</name>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>1 record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>datanet::app::EarningsView</name>
    <message numerus="yes">
        <source>All %n answers that paid you were traced and divided anew on this computer, in %1 s.</source>
        <translation>
            <numerusform>The one answer that paid you was traced and divided anew on this computer, in %1 s.</numerusform>
            <numerusform>All %n answers that paid you were traced and divided anew on this computer, in %1 s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n answers that paid you were traced and divided anew on this computer, in %1 s; the others were added up.</source>
        <translation>
            <numerusform>The first answer that paid you was traced and divided anew on this computer, in %1 s; the others were added up.</numerusform>
            <numerusform>The first %n answers that paid you were traced and divided anew on this computer, in %1 s; the others were added up.</numerusform>
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
    <name>datanet::app::ReviewDesk</name>
    <message numerus="yes">
        <source>Copied records proven in %n submissions</source>
        <extracomment>About the contributor, in a review: somebody has proven that submissions held records of others</extracomment>
        <translation>
            <numerusform>Copied records proven in %n submission</numerusform>
            <numerusform>Copied records proven in %n submissions</numerusform>
        </translation>
    </message>
</context>
</TS>
