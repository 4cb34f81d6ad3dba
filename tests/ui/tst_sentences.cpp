// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sentences.h"
#include "ui/timewords.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace landline;
using namespace landline::ui;
using client::SessionProblem;
using client::SessionState;
using client::SessionStatus;

namespace {

QList<UserName> users(const QStringList& names)
{
    QList<UserName> result;
    for (const QString& name : names) {
        result.append(*UserName::fromString(name));
    }
    return result;
}

} // namespace

class SentencesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyProblemHasASentenceOfItsOwn()
    {
        QSet<QString> seen;
        for (int i = 1; i <= static_cast<int>(SessionProblem::Other); ++i) {
            SessionStatus status;
            status.problem = static_cast<SessionProblem>(i);
            const QString sentence = problemSentence(status, u"chat.office"_s);
            QVERIFY2(sentence.size() > 20 && (sentence.endsWith(u'.') || sentence.endsWith(u'?')),
                qPrintable(sentence));
            QVERIFY2(!seen.contains(sentence), qPrintable(sentence));
            seen.insert(sentence);
        }
        QVERIFY(problemSentence({}, u"chat.office"_s).isEmpty());
    }

    void detailsAreShownOnOneLine()
    {
        SessionStatus status;
        status.problem = SessionProblem::NameRefused;
        status.detail = u"ann is\ntaken"_s;
        QVERIFY(problemSentence(status, {}).contains(u"(ann is taken)"_s));
    }

    void everyStateHasWords_data()
    {
        QTest::addColumn<SessionState>("state");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("offline") << SessionState::Offline << 0 << u"Offline"_s;
        QTest::newRow("connecting") << SessionState::Connecting << 0 << u"Connecting…"_s;
        QTest::newRow("shaking hands") << SessionState::ShakingHands << 0 << u"Connecting…"_s;
        QTest::newRow("syncing") << SessionState::Syncing << 0 << u"Catching up…"_s;
        QTest::newRow("live") << SessionState::Live << 0 << u"Connected"_s;
        QTest::newRow("waiting") << SessionState::WaitingToRetry << 12 << u"Trying again in 12 s"_s;
        QTest::newRow("about to try") << SessionState::WaitingToRetry << 0 << u"Trying again…"_s;
    }

    void everyStateHasWords()
    {
        QFETCH(SessionState, state);
        QFETCH(int, seconds);
        QFETCH(QString, words);
        SessionStatus status;
        status.state = state;
        QCOMPARE(connectionWords(status, std::chrono::seconds(seconds)), words);
    }

    void typingIsToldOfAFewByName_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("nobody") << QStringList {} << QString();
        QTest::newRow("one") << QStringList { u"ann"_s } << u"ann is typing"_s;
        QTest::newRow("two") << QStringList { u"ann"_s, u"bob"_s } << u"ann and bob are typing"_s;
        QTest::newRow("three") << QStringList { u"ann"_s, u"bob"_s, u"cy"_s }
                               << u"ann, bob and cy are typing"_s;
        QTest::newRow("four") << QStringList { u"ann"_s, u"bob"_s, u"cy"_s, u"di"_s }
                              << u"ann, bob and 2 others are typing"_s;
        QTest::newRow("a name that looks like a place")
            << QStringList { u"%2"_s, u"bob"_s } << u"%2 and bob are typing"_s;
    }

    void typingIsToldOfAFewByName()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, sentence);
        QCOMPARE(typingSentence(users(names)), sentence);
    }

    void namesThatCannotBeAreExplained_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("fine");
        QTest::newRow("fine") << u"ann"_s << true;
        QTest::newRow("blanks around") << u" ann "_s << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("too long") << QString(33, u'x') << false;
        QTest::newRow("mention") << u"@ann"_s << false;
        QTest::newRow("zero width") << u"a\u200bb"_s << false;
    }

    void namesThatCannotBeAreExplained()
    {
        QFETCH(QString, name);
        QFETCH(bool, fine);
        QCOMPARE(nameProblem(name).isEmpty(), fine);
        QCOMPARE(roomNameProblem(name).isEmpty(), fine || name.size() == 33);
    }

    void refusalsAreSentences()
    {
        for (int i = 0; i <= static_cast<int>(ErrorCode::Storage); ++i) {
            QVERIFY(!refusalSentence({ static_cast<ErrorCode>(i), {} }).isEmpty());
        }
        QCOMPARE(refusalSentence({ ErrorCode::BadField, u"Too\nodd."_s }), u"Too odd."_s);
    }

    void whyAMessageWasNotChangedIsSaid()
    {
        using Kind = client::MessageChange::Kind;
        for (const Kind kind : { Kind::Edit, Kind::Delete, Kind::React, Kind::Pin }) {
            QSet<QString> seen;
            for (int i = 0; i <= static_cast<int>(ErrorCode::Storage); ++i) {
                const QString sentence = changeProblem(kind, { static_cast<ErrorCode>(i), {} });
                QVERIFY(sentence.size() > 20 && sentence.endsWith(u'.'));
                seen.insert(sentence);
            }
            QVERIFY(seen.size() > 8);
        }
        QCOMPARE(changeProblem(Kind::Edit, { ErrorCode::NoSuchMessage, {} }),
            u"The message was not edited. The message has been deleted."_s);
    }

    void daysAreNamedFromToday()
    {
        const QDate today(2026, 11, 20);
        QCOMPARE(dayName(today, today), u"Today"_s);
        QCOMPARE(dayName(today.addDays(-1), today), u"Yesterday"_s);
        QCOMPARE(dayName(QDate(2026, 11, 17), today), u"Tuesday, 17 November"_s);
        QCOMPARE(dayName(QDate(2025, 3, 1), today), u"1 March 2025"_s);
        QCOMPARE(shortMoment(QDateTime(today, QTime(9, 5)), today), u"09:05"_s);
        QCOMPARE(shortMoment(QDateTime(QDate(2026, 11, 17), QTime(9, 5)), today), u"Tue"_s);
        QCOMPARE(shortMoment(QDateTime(QDate(2026, 3, 1), QTime(9, 5)), today), u"1 Mar"_s);
    }
};

QTEST_GUILESS_MAIN(SentencesTest)
#include "tst_sentences.moc"
