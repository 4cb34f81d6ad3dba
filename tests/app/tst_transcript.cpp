// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/transcript.h"
#include "client/timelinemodel.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline;
using namespace landline::cli;
using client::TimelineModel;

namespace {

UserName user(const char* name)
{
    return UserName::fromString(QString::fromUtf8(name)).value();
}

EventId id(const char* text)
{
    return EventId::fromString(QString::fromUtf8(text)).value();
}

event::Text text(qint64 seq, const char* author = "bob")
{
    event::Text message;
    message.room = RoomName::general();
    message.seq = { seq };
    message.username = user(author);
    message.content = u"message %1"_s.arg(seq);
    message.timestamp = { std::chrono::milliseconds(1'795'214'551'000 + seq) };
    return message;
}

event::History history(qint64 first, qint64 last)
{
    event::History run;
    run.room = RoomName::general();
    for (qint64 seq = first; seq <= last; ++seq) {
        run.events.append(text(seq));
    }
    run.first = { first };
    run.last = { last };
    run.more = first > 1;
    return run;
}

} // namespace

/// A timeline as lines, of which each message is one, once.
class TestTranscript final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensOnTheNewest();
    void writesWhatComes();
    void writesOnesOwnWhenItIsStored();
    void writesNothingTwice();
    void beginsLateWhereTheTimelineComesLate();
    void canBeginWithNothingOld();
    void showsWhatIsOlder();
    void tellsWhatIsRefused();
    void namesTheDay();

private:
    QStringList written() const
    {
        QStringList lines;
        for (const QList<QVariant>& call : *m_written) {
            lines += call.constFirst().toString().split(u'\n');
        }
        return lines;
    }
    /// What stands behind the times.
    static QStringList words(const QString& lines)
    {
        QStringList result;
        for (const QString& line : lines.split(u'\n', Qt::SkipEmptyParts)) {
            if (!line.startsWith(u'─')) {
                result.append(line.section(u' ', 1));
            }
        }
        return result;
    }

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<Transcript> m_transcript;
    std::unique_ptr<QSignalSpy> m_written;
};

void TestTranscript::init()
{
    m_transcript.reset();
    m_model = std::make_unique<TimelineModel>(RoomName::general(), user("ann"));
    m_transcript
        = std::make_unique<Transcript>(*m_model, LineForm { Style(false), TimeForm::Minutes });
    m_written = std::make_unique<QSignalSpy>(m_transcript.get(), &Transcript::written);
}

void TestTranscript::opensOnTheNewest()
{
    m_model->reset(history(1, 50));
    const QStringList lines = words(m_transcript->opening(3));
    QCOMPARE(
        lines, (QStringList { u"bob: message 48"_s, u"bob: message 49"_s, u"bob: message 50"_s }));
}

void TestTranscript::writesWhatComes()
{
    m_model->reset(history(1, 1));
    (void)m_transcript->opening(20);
    m_model->append({ text(2), text(3, "cat") });
    m_model->addNotice(TimelineModel::Kind::Joined, user("dan"), text(4).timestamp);
    m_model->append({ event::Topic {
        RoomName::general(), { 4 }, {}, user("cat"), u"tea"_s, text(4).timestamp } });
    QCOMPARE(words(written().join(u'\n')),
        (QStringList { u"bob: message 2"_s, u"cat: message 3"_s, u"-- dan came"_s,
            u"-- cat set the topic: tea"_s }));
}

void TestTranscript::writesOnesOwnWhenItIsStored()
{
    m_model->reset(history(1, 1));
    (void)m_transcript->opening(20);
    m_model->addPending({ id("a"), RoomName::general(), u"mine"_s, {}, {}, {} });
    QCOMPARE(written(), QStringList());
    QCOMPARE(waitingIn(*m_model), 1);
    event::Text own = text(3, "ann");
    own.id = id("a");
    m_model->append({ text(2), own });
    QCOMPARE(
        words(written().join(u'\n')), (QStringList { u"bob: message 2"_s, u"ann: message 3"_s }));
    QCOMPARE(waitingIn(*m_model), 0);
}

void TestTranscript::writesNothingTwice()
{
    m_model->reset(history(1, 5));
    (void)m_transcript->opening(20);
    m_model->reset(history(3, 7)); // as after a reconnection
    m_model->append({ text(7), text(8) });
    QCOMPARE(words(written().join(u'\n')),
        (QStringList { u"bob: message 6"_s, u"bob: message 7"_s, u"bob: message 8"_s }));
    m_written->clear();
    m_model->reset(history(100, 200)); // too much was missed
    const QStringList lines = written();
    QCOMPARE(lines.constFirst(), u"── … ──"_s);
    QCOMPARE(lines.constLast().section(u' ', 1), u"bob: message 200"_s);
    QCOMPARE(lines.filter(u"message"_s).size(), 50);
}

void TestTranscript::beginsLateWhereTheTimelineComesLate()
{
    QCOMPARE(m_transcript->opening(20), QString());
    m_model->reset(history(1, 30));
    QCOMPARE(words(written().join(u'\n')).size(), 20);
    QVERIFY(written().constLast().endsWith(u"message 30"_s));
}

void TestTranscript::canBeginWithNothingOld()
{
    QCOMPARE(m_transcript->opening(0), QString());
    m_model->reset(history(1, 30));
    QCOMPARE(written(), QStringList());
    m_model->append({ text(31) });
    QCOMPARE(words(written().join(u'\n')), QStringList { u"bob: message 31"_s });
}

void TestTranscript::showsWhatIsOlder()
{
    m_model->reset(history(11, 30));
    (void)m_transcript->opening(15);
    QCOMPARE(words(m_transcript->older(10).value()).size(), 5);
    QVERIFY(!m_transcript->older(10));
    m_model->prepend(history(1, 10));
    QCOMPARE(written(), QStringList());
    QCOMPARE(words(m_transcript->older(4).value()).constLast(), u"bob: message 10"_s);
    QCOMPARE(words(m_transcript->older(100).value()).size(), 6);
    QVERIFY(!m_transcript->older(10));
    m_model->append({ text(31) });
    QCOMPARE(words(written().join(u'\n')), QStringList { u"bob: message 31"_s });
}

void TestTranscript::tellsWhatIsRefused()
{
    QSignalSpy refused(m_transcript.get(), &Transcript::refused);
    (void)m_transcript->opening(20);
    m_model->addPending({ id("a"), RoomName::general(), u"mine"_s, {}, {}, {} });
    m_model->addPending({ id("b"), RoomName::general(), u"mine too"_s, {}, {}, {} });
    m_model->setFailed(id("a"), u"You are muted."_s);
    m_transcript->tellRefused();
    QCOMPARE(refused.count(), 1);
    QCOMPARE(refused.constFirst().at(1).toString(), u"mine"_s);
    QCOMPARE(refused.constFirst().at(2).toString(), u"You are muted."_s);
    QCOMPARE(waitingIn(*m_model), 1);
    m_model->removePending(id("a"));
    m_transcript->tellRefused();
    QCOMPARE(refused.count(), 1);
}

void TestTranscript::namesTheDay()
{
    auto later = text(2);
    later.timestamp.sinceEpoch += std::chrono::hours(24);
    m_model->reset(history(1, 1));
    QVERIFY(m_transcript->opening(20).startsWith(u"── Friday, 20 November 2026 ──\n22:42 bob"_s));
    m_model->append({ later });
    QCOMPARE(written(),
        (QStringList { u"── Saturday, 21 November 2026 ──"_s, u"22:42 bob: message 2"_s }));
}

QTEST_GUILESS_MAIN(TestTranscript)
#include "tst_transcript.moc"
