// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/slashcommand.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace landline::client;
using Kind = SlashCommand::Kind;

class SlashCommandTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandsAreRead_data()
    {
        QTest::addColumn<bool>("is");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("rest");
        const auto row = [](const char* text, Kind kind, const QString& rest = {}) {
            QTest::newRow(text) << true << kind << rest;
        };
        row("/join design", Kind::Join, u"design"_s);
        row("/JOIN  a room ", Kind::Join, u"a room"_s);
        row("/leave", Kind::Leave);
        row("/leave\n", Kind::Leave);
        row("/topic line\nbreak", Kind::Topic, u"line\nbreak"_s);
        row("/me waves", Kind::Me, u"waves"_s);
        row("/help", Kind::Help);
        row("/nonsense x", Kind::Unknown, u"x"_s);
        for (const char* message : { "", "/", "//help", "/etc/hosts is it", "/ help", " /help",
                 "/help!", "/1", "hello /help", "/grüße" }) {
            QTest::newRow(message) << false << Kind::Unknown << QString();
        }
    }

    void commandsAreRead()
    {
        QFETCH(bool, is);
        QFETCH(Kind, kind);
        QFETCH(QString, rest);
        const auto command = SlashCommand::fromText(QString::fromUtf8(QTest::currentDataTag()));
        QCOMPARE(command.has_value(), is);
        if (command) {
            QCOMPARE(command->kind, kind);
            QCOMPARE(command->rest, rest);
        }
    }

    void whatIsSaidIsMarkdown()
    {
        const auto said
            = [](const QString& text) { return SlashCommand::fromText(text)->message(); };
        QCOMPARE(said(u"/shrug"_s), u"¯\\\\\\_(ツ)\\_/¯"_s);
        QCOMPARE(said(u"/shrug no idea"_s), u"no idea ¯\\\\\\_(ツ)\\_/¯"_s);
        QCOMPARE(said(u"/me waves"_s), u"_waves_"_s);
        QCOMPARE(said(u"/me waves_at _you_\nand you"_s), u"_waves\\_at \\_you\\_ and you_"_s);
        QCOMPARE(said(u"/me"_s), QString());
        QCOMPARE(said(u"/join x"_s), QString());
    }

    void twoSlashesAreOne()
    {
        QCOMPARE(withoutSlashEscape(u"//join"_s), u"/join"_s);
        QCOMPARE(withoutSlashEscape(u"/etc/hosts"_s), u"/etc/hosts"_s);
        QCOMPARE(withoutSlashEscape(u"a // b"_s), u"a // b"_s);
    }

    void allHaveNames()
    {
        for (const SlashCommand& command : SlashCommand::all()) {
            QCOMPARE(SlashCommand::fromText(u'/' + command.name)->kind, command.kind);
        }
    }
};

QTEST_APPLESS_MAIN(SlashCommandTest)
#include "tst_slashcommand.moc"
