// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/change.h"

#include <QTest>

#include <random>

using namespace landline;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using event::Persistent;

namespace {

const RoomName general = RoomName::general();
Emoji thumb()
{
    return *Emoji::fromString(u"👍"_s);
}

Emoji heart()
{
    return *Emoji::fromString(u"❤"_s);
}

UserName user(const char* name)
{
    return *UserName::fromString(QString::fromUtf8(name));
}

event::Text message()
{
    event::Text text;
    text.room = general;
    text.seq = { 1 };
    text.username = user("ann");
    text.content = u"hi @bob"_s;
    text.mentions = { user("bob") };
    return text;
}

event::Edit edit(const QString& content, std::chrono::milliseconds when = 5ms)
{
    return { general, Seq { 9 }, {}, user("ann"), Seq { 1 }, content, Timestamp { when } };
}

event::React react(const char* name, const Emoji& emoji, bool on = true)
{
    return { general, Seq { 9 }, {}, user(name), Seq { 1 }, emoji, on, {} };
}

event::Pin pin(bool on)
{
    return { general, Seq { 9 }, {}, user("ann"), Seq { 1 }, on, {} };
}

event::Delete removal()
{
    return { general, Seq { 9 }, {}, user("ann"), Seq { 1 }, {} };
}

/// "❤carl 👍ann,bob"
QString reactionsOf(const event::Text& text)
{
    QStringList kinds;
    for (const auto& reaction : text.reactions) {
        QStringList names;
        for (const auto& name : reaction.users) {
            names.append(name.toString());
        }
        kinds.append(reaction.emoji.toString() + names.join(u','));
    }
    return kinds.join(u' ');
}

} // namespace

class ChangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyChangeNamesItsTarget();
    void anEditReplacesWhatWasSaid();
    void aDeletedMessageHasNothingLeft();
    void reactionsComeAndGo();
    void pinsComeAndGo();
    void othersAreLeftAlone();
    void changesMadeAgainEndAlike();
};

void ChangeTest::everyChangeNamesItsTarget()
{
    for (const Persistent& change :
        QList<Persistent> { edit(u"x"_s), removal(), react("bob", thumb()), pin(true) }) {
        QCOMPARE(event::targetOf(change), std::optional(Seq { 1 }));
    }
    QVERIFY(!event::targetOf(Persistent { message() }));
    QVERIFY(!event::targetOf(Persistent { event::Topic {} }));
    QVERIFY(!event::targetOf(Persistent { event::Unknown {} }));
}

void ChangeTest::anEditReplacesWhatWasSaid()
{
    auto text = message();
    auto change = edit(u"ho @room"_s);
    change.mentionsRoom = true;
    QVERIFY(event::apply(change, text));
    QCOMPARE(text.content, u"ho @room"_s);
    QVERIFY(text.mentions.isEmpty());
    QVERIFY(text.mentionsRoom);
    QCOMPARE(text.edited, std::optional(Timestamp { 5ms }));
    QVERIFY(!event::apply(change, text));
    // Of one whose message is deleted the content is gone; the deletion is told further on.
    QVERIFY(!event::apply(edit(u""_s), text));
    QCOMPARE(text.content, u"ho @room"_s);
}

void ChangeTest::aDeletedMessageHasNothingLeft()
{
    auto text = message();
    event::apply(edit(u"ho"_s), text);
    event::apply(react("bob", thumb()), text);
    event::apply(pin(true), text);
    QVERIFY(event::apply(removal(), text));
    auto expected = message();
    expected.content.clear();
    expected.mentions.clear();
    expected.deleted = true;
    QVERIFY(text == expected);
    for (const Persistent& change :
        QList<Persistent> { edit(u"x"_s), removal(), react("bob", thumb()), pin(true) }) {
        QVERIFY(!event::apply(change, text));
    }
    QVERIFY(text == expected);
}

void ChangeTest::reactionsComeAndGo()
{
    auto text = message();
    QVERIFY(event::apply(react("ann", thumb()), text));
    QVERIFY(event::apply(react("bob", heart()), text));
    QVERIFY(event::apply(react("carl", thumb()), text));
    QVERIFY(!event::apply(react("ann", thumb()), text));
    QCOMPARE(reactionsOf(text), u"❤bob 👍ann,carl"_s);
    QVERIFY(event::apply(react("ann", thumb(), false), text));
    QVERIFY(!event::apply(react("ann", thumb(), false), text));
    QCOMPARE(reactionsOf(text), u"❤bob 👍carl"_s);
    QVERIFY(event::apply(react("carl", thumb(), false), text));
    QVERIFY(!event::apply(react("carl", thumb(), false), text));
    event::apply(react("ann", thumb()), text);
    QCOMPARE(reactionsOf(text), u"❤bob 👍ann"_s);
}

void ChangeTest::pinsComeAndGo()
{
    auto text = message();
    QVERIFY(event::apply(pin(true), text));
    QVERIFY(!event::apply(pin(true), text));
    QVERIFY(text.pinned);
    QVERIFY(event::apply(pin(false), text));
    QVERIFY(text == message());
}

void ChangeTest::othersAreLeftAlone()
{
    auto text = message();
    text.seq = { 2 };
    const auto before = text;
    for (const Persistent& change : QList<Persistent> {
             edit(u"x"_s), removal(), react("bob", thumb()), pin(true), message() }) {
        QVERIFY(!event::apply(change, text));
    }
    QVERIFY(text == before);
}

void ChangeTest::changesMadeAgainEndAlike()
{
    // What was read from the store shows a run of changes; some of them are then told live once more.
    std::mt19937 random(7);
    const char* const names[] = { "ann", "bob", "carl" };
    for (int round = 0; round < 2000; ++round) {
        QList<Persistent> changes;
        for (int i = 0; i < 12; ++i) {
            switch (random() % 6) {
            case 0:
                changes.append(edit(QString::number(i), std::chrono::milliseconds(i)));
                break;
            case 1:
                changes.append(pin(random() % 2 == 0));
                break;
            default:
                changes.append(react(
                    names[random() % 3], random() % 2 == 0 ? thumb() : heart(), random() % 2 == 0));
            }
        }
        if (round % 4 == 0) {
            changes.append(removal());
        }
        auto all = message();
        for (const auto& change : changes) {
            event::apply(change, all);
        }
        for (qsizetype from = 0; from < changes.size(); ++from) {
            auto again = all;
            for (const auto& change : changes.mid(from)) {
                event::apply(change, again);
            }
            QVERIFY2(again == all,
                qPrintable(u"round %1 from %2: %3, not %4"_s.arg(round).arg(from).arg(
                    reactionsOf(again), reactionsOf(all))));
        }
    }
}

QTEST_APPLESS_MAIN(ChangeTest)
#include "tst_change.moc"
