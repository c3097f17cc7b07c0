import { contextWords } from '../context.ts';

/** Words after which digits are to be called. */
export const PHONE_WORDS = contextWords(
  `phone phones telephone tel tlf tél tfno cellphone mobile mobil handy fax sms mms whatsapp call calls called
   calling caller callback dial ring hotline helpline voice voicemail pager landline oncall contact contacts
   telefon telefonnummer rufnummer handynummer mobilnummer festnetz durchwahl anrufen rückruf angerufen erreichbar
   bereitschaft rufbereitschaft störungshotline kontakt kontakte
   téléphone téléphoner portable appeler appelez rappeler rappelé contacter contactez astreinte joindre fixe
   teléfono teléfonos móvil celular llamar llame llamada guardia fijo contactar contacto
   telefono cellulare chiamare richiamare reperibilità contattare contatto
   telefone celular telemóvel telemovel ligar ligue plantão contato contacto
   telefoon telefoonnummer mobiel bellen bereikbaar storingsdienst
   komórka dzwonić zadzwoń dyżur telefonu
   телефон телефона тел моб мобильный звонить позвоните позвонить дежурный
   мобільний зателефонуйте telefonní mobilní volejte
   telefonnr ring ringa jouren nås puhelin puh soita
   telefonu numarası ara arayın nöbetçi هاتف الهاتف جوال اتصل موبايل טלפון נייד फ़ोन फोन मोबाइल कॉल
   電話 電話番号 携帯 連絡先 ファックス 电话 電話 手机 手機 联系 联系人 值班 拨打 전화 전화번호 연락처 휴대폰 핸드폰 โทร โทรศัพท์`,
);

/** Words after which digits are a number of something else. */
export const NUMBER_WORDS = contextWords(
  `invoice invoices order orders ticket tickets case ref reference id ids sku part parts serial sn account acct batch job
   build po no nr number item product ean gtin isbn upc barcode tracking shipment parcel asset tag room gate flight row rows record records
   claim claims policy contract model seat
   code codes codice código pratica
   rechnung rechnungsnummer bestellung bestellnummer auftrag auftragsnummer kundennummer vorgang artikel seriennummer
   inventarnummer facture commande dossier référence réf n° colis
   factura pedido referencia fattura ordine fatura encomenda referência factuur bestelling faktura zamówienie
   счёт заказ номер рахунок замовлення fatura sipariş objednávka beställning
   注文 注文番号 請求書 伝票 受付 品番 番号 订单 订单号 发票 编号 单号 工单 案件 주문 주문번호 송장 접수`,
);
